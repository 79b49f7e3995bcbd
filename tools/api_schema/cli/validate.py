"""The command that validates a document: parse, check, report."""

from pathlib import Path

import click

from api_schema.cli.validating import TEXT, validated
from api_schema.reports.table import WRITERS
from api_schema.validation.checking import DEFAULT, ENGINES, Settings
from api_schema.validation.problem import Severity
from api_schema.validation.rules.listing import RULE_IDS, rules_listed
from tool_cli.output import STDOUT

EPILOG = """\b
Exit codes:
  0    the document is valid
  1    it has problems
  2    called wrongly: an unknown option or rule
  3    it cannot be read: no such file or page, neither JSON nor YAML, too deep or too large
  130  stopped by Ctrl-C
"""


def _list_rules(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted and not ctx.resilient_parsing:
        click.echo(rules_listed(), nl=False)
        ctx.exit()


@click.command(epilog=EPILOG)
@click.argument("source", metavar="FILE|URL|-")
@click.option(
    "--format",
    "report",
    type=click.Choice(list(WRITERS)),
    default=TEXT,
    help="Report in this format.  [default: text]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=STDOUT,
    help="Write the report to this file.  [default: stdout]",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.ERROR),
    help="Exit with 1 for these and worse.  [default: error]",
)
@click.option(
    "--disable",
    metavar="RULE",
    multiple=True,
    type=click.Choice(RULE_IDS),
    help="Leave a rule out; may be repeated.",
)
@click.option(
    "--rules",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_rules,
    help="List the rules and stop.",
)
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default=DEFAULT,
    help="The rules below, or openapi-spec-validator as it is.  [default: default]",
)
@click.option(
    "--root",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Let references read files in this folder.  [default: the document's]",
)
@click.option(
    "--allow-remote-refs",
    is_flag=True,
    help="Fetch what references to http and https lead to.  [default: they are errors]",
)
def validate(
    *,
    source: str,
    report: str,
    output: Path,
    fail_on: str,
    disable: tuple[str, ...],
    engine: str,
    root: Path | None,
    allow_remote_refs: bool,
) -> int:
    """Find every problem in an OpenAPI document: version 2.0, 3.0, 3.1 or 3.2, JSON or YAML.

    Each problem has a rule, a JSON pointer, a file with line and column, and a remedy. Nothing is
    fetched and no file outside the document's folder is read, unless you say so.
    """
    return validated(
        source,
        Settings(engine=engine, root=root, remote=allow_remote_refs, disabled=frozenset(disable)),
        report=report,
        output=output,
        fail_on=Severity(fail_on),
    )

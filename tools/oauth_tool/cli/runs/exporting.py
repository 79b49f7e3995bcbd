"""``oauth-tool runs export``."""

from pathlib import Path

import click

from oauth_tool.cli.runs.naming import METAVAR, named_run
from oauth_tool.web.exports.formats import FORMATS
from tool_cli.output import STDOUT, write_result


@click.command()
@click.argument("name", metavar=METAVAR)
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="har", show_default=True
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=STDOUT,
    help="The file to write.  [default: stdout]",
)
def export(*, name: str, form: str, output: Path) -> None:
    """Write a run as HAR, curl, Markdown report, Mermaid diagram or JSON.

    RUN is an id, 'last' for the newest run, or the JSON file that a run was exported to.

    No secret is in it: none was kept. Only the server that still has the run in its memory can
    write one with its secrets, if it was started with 'oauth-tool test-server --reveal'.
    """
    write_result(FORMATS[form].write(named_run(name)), output)

"""The command that exports: parse, obtain, check, write."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from api_schema.cache.answers import keep_answer
from api_schema.cache.choice import choice_of
from api_schema.cli.cache_options import cache_from, cache_options
from api_schema.cli.condition_options import condition_options, conditions_from
from api_schema.cli.output_options import output_options, style_from
from api_schema.cli.pretty_option import ARGUMENTS, PrettyCommand
from api_schema.cli.profile_option import (
    differences_between,
    in_first,
    profile_option,
    profiles_from,
)
from api_schema.cli.project_targets import exported_by_project, target_from
from api_schema.cli.reporting import (
    failure_lines,
    notes_on,
    show,
    summary_of,
    write_report,
)
from api_schema.cli.shaping_options import shape_from, shaping_options
from api_schema.conditions import Conditions
from api_schema.determinism import differences_between_runs
from api_schema.document import (
    Document,
    require_no_great_loss,
    require_operations,
)
from api_schema.explaining import BackendFailed
from api_schema.obtaining import Obtained, obtain
from api_schema.registering import require_routes_now
from api_schema.shaping import shaped
from api_schema.target import Target
from tool_cli.errors import CheckFailed
from tool_cli.output import STDOUT, write_result
from tool_cli.running import printable

# Variables that are not those of the process, and verdicts of code that may be another one later.
ASKED_EACH_TIME = ("env", "env_file", "env_profile", "validate", "verify_deterministic", "verbose")

EPILOG = """\b
Exit codes:
  0    the document is written
  1    a check failed, such as --validate or --verify-deterministic, or the document has no
       operations; nothing is written
  2    called wrongly: an unknown option, or a TARGET that names no application
  3    the backend does not import, exits, crashes or hangs; or the output cannot be written
  130  stopped by Ctrl-C

\b
Other commands: export-api-schema cache --help, export-api-schema validate --help
"""


@click.command(cls=PrettyCommand, epilog=EPILOG)
@click.argument("target", required=False)
@output_options
@click.option(
    "--mount",
    metavar="PATH",
    default="",
    help="Export the application that is mounted at this path of the one that TARGET names, or"
    " the document that belongs to it.",
)
@click.option(
    "--django-settings",
    metavar="MODULE",
    default="",
    help="Set Django up with these settings; without TARGET, export that project."
    "  [default: those of manage.py]",
)
@click.option("--validate", is_flag=True, help="Check the document; write it only if it is valid.")
@click.option("--allow-empty", is_flag=True, help="Accept a document without operations.")
@click.option(
    "--allow-late-routes",
    is_flag=True,
    help="Accept that the lifespan registers routes, which the document does not have.",
)
@click.option(
    "--max-shrink",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    default=50.0,
    help="Refuse to replace a file if more of its operations are lost.  [default: 50]",
)
@click.option(
    "--verify-deterministic",
    is_flag=True,
    help="Export with several hash seeds; name what is not the same each time.",
)
@click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what the import tried, and what the cache did, as JSON.",
)
@profile_option
@shaping_options
@condition_options
@cache_options
def export(target: str | None, report: Path | None, **options: Any) -> int | None:  # noqa: ANN401 - click's
    """Write the OpenAPI document of the backend at TARGET.

    TARGET is module:app, module:factory, 'module:factory(name=1)' or path/to/file.py:app. The app
    is one of FastAPI, Litestar, Django (drf-spectacular, django-ninja), Flask (APIFlask,
    flask-smorest), Connexion, Quart-Schema, Sanic Extensions, BlackSheep or aiohttp. The backend is
    imported in its own interpreter, without a server, its lifespan, the network or other programs.
    By default the document is written exactly as json.dumps(app.openapi(), ensure_ascii=False)
    gives it, and a newline. While nothing that the import read has changed, the document comes from
    a cache.

    Without TARGET, all targets in [tool.export-api-schema.targets] of pyproject.toml are exported,
    at the same time; TARGET may be the name of one. If there are none, the application is looked
    for in main.py, app.py and other usual places.
    """
    exit_code = exported_by_project(target, options)
    if exit_code is not None:
        return exit_code
    place = target_from(target, options)
    conditions = conditions_from(options)
    profiles = profiles_from(options["env_profile"])
    profiled = {"profiles": differences_between(place, conditions, profiles)} if profiles else {}
    conditions = in_first(profiles, conditions)
    if options["verify_deterministic"]:
        _verify(place, conditions)
    cache = cache_from(options)
    if report is not None:
        cache = None  # a report tells of an import: there has to be one
    try:
        obtained = obtain(place, conditions, cache)
    except BackendFailed as failure:
        show(failure_lines(failure, verbose=conditions.verbose))
        write_report(report, failure.as_json())
        raise
    write_report(report, {**summary_of(obtained.export.report), **profiled})
    document, lost = shaped(obtained.export.document, shape_from(options))
    notes = notes_on(obtained, verbose=conditions.verbose)
    notes += [f"Warning: {line}" for line in lost]
    show(notes)
    _check(document, obtained, options)
    text = document.written(style=style_from(options), sort=options["sort"])
    _write_if_changed(text, options["output"])
    if target is not None:  # what else would be found the next time is not known
        _keep_answer(obtained, conditions, options, text, notes)
    return None


def _verify(target: Target, conditions: Conditions) -> None:
    differences = differences_between_runs(target, conditions)
    show(str(difference) for difference in differences)
    if differences:
        raise CheckFailed(
            f"the document is not the same each time: {len(differences)} differences",
            "sort what comes from a set, and keep time and randomness out of it",
        )


def _check(document: Document, obtained: Obtained, options: dict[str, Any]) -> None:
    if not options["allow_empty"]:
        require_operations(document)
    if not options["allow_late_routes"]:
        require_routes_now(obtained.export.report)
    if options["output"] != STDOUT:
        require_no_great_loss(document, options["output"], most=options["max_shrink"])
    if options["validate"]:
        _validate(document)


def _validate(document: Document) -> None:
    from api_schema.validation.validating import problems_in  # noqa: PLC0415 - only some runs need it

    problems = problems_in(document.content())
    show(str(problem) for problem in problems)
    if problems:
        count = len(problems)
        raise CheckFailed(
            f"the document is invalid: {count} problem{'s' if count > 1 else ''}",
            "each line above has the JSON pointer to a place and what is wrong there",
        )


def _write_if_changed(text: str, output: Path) -> None:
    if output != STDOUT and output.is_file() and output.read_bytes() == text.encode():
        return
    write_result(text, output)


def _keep_answer(
    obtained: Obtained,
    conditions: Conditions,
    options: dict[str, Any],
    text: str,
    notes: list[str],
) -> None:
    """Keep what this command line answers, unless that takes more than the document to know."""
    if obtained.file is None or any(options[name] for name in ASKED_EACH_TIME):
        return
    output = options["output"]
    header = {
        "document": str(obtained.file.absolute()),
        "choice": choice_of(conditions.interpreter, app_dir=options["app_dir"]),
        "output": str(output if output == STDOUT else output.absolute()),
        "notes": "".join(f"{printable(note)}\n" for note in notes),
    }
    with suppress(OSError):  # a cache that cannot be written is no failure
        arguments = click.get_current_context().meta[ARGUMENTS]
        keep_answer(arguments, os.environ, header, text.encode())

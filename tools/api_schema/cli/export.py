"""The command that exports: parse, obtain, check, write."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api_schema.cache.answers import keep_answer
from api_schema.cache.choice import choice_of
from api_schema.cli.cache_options import cache_from, cache_options
from api_schema.cli.check_option import check_option, require_one_purpose
from api_schema.cli.checks import require_sound, require_the_same_each_time
from api_schema.cli.condition_options import condition_options, conditions_from
from api_schema.cli.findings import findings_option, outlets_in, reporting, unreachable
from api_schema.cli.output_options import output_options, style_from
from api_schema.cli.pretty_option import ARGUMENTS, PrettyCommand
from api_schema.cli.profile_option import (
    differences_between,
    in_first,
    profile_option,
    profiles_from,
)
from api_schema.cli.reporting import (
    failure_lines,
    notes_on,
    show,
    summary_of,
    write_report,
)
from api_schema.cli.shaping_options import shape_from, shaping_options
from api_schema.cli.target_argument import (
    deciding_files,
    exported_already,
    target_from,
    target_options,
)
from api_schema.conditions import Conditions
from api_schema.document import Document
from api_schema.explaining import BackendFailed
from api_schema.obtaining import Obtained, obtain
from api_schema.shaping import shaped
from api_schema.target import Target
from api_schema.validation.problem import Problem
from tool_cli.finishing import printable
from tool_cli.output import STDOUT, write_if_changed

if TYPE_CHECKING:
    from api_schema.cache.documents import Cache

# Variables that are not those of the process, and verdicts of code that may be another one later.
ASKED_EACH_TIME = frozenset(
    {"env", "env_file", "env_profile", "validate", "verify_deterministic", "verbose", "findings"}
)

EPILOG = """\b
Exit codes:
  0    the document is written
  1    a check failed: --check, --validate or --verify-deterministic, or the document has no
       operations; nothing is written
  2    called wrongly: an unknown option, or a TARGET that names no application
  3    the backend does not import, exits, crashes or hangs; or the output cannot be written
  130  stopped by Ctrl-C

\b
Other commands: export-api-schema cache --help, validate --help, watch --help
"""


@click.command(cls=PrettyCommand, epilog=EPILOG)
@click.argument("target", required=False)
@output_options
@target_options
@check_option
@findings_option
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
    flask-smorest), Connexion, Quart-Schema, Sanic Extensions, BlackSheep or aiohttp; or a function
    returns the document. The backend is imported in its own interpreter, without a server, its
    lifespan, the network or other programs. By default the document is written exactly as
    json.dumps(app.openapi(), ensure_ascii=False) gives it, and a newline. While nothing that the
    import read has changed, the document comes from a cache.

    Without TARGET, all targets in [tool.export-api-schema.targets] of pyproject.toml are exported,
    at the same time; TARGET may be the name of one. If there are none, the application is looked
    for in main.py, app.py and other usual places.
    """
    exit_code = exported_already(target, options)
    if exit_code is not None:
        return exit_code
    require_one_purpose(options)
    with reporting(outlets_in(options["findings"])) as found:
        _export(target, report, options, found)
    return None


def _export(
    target: str | None, report: Path | None, options: dict[str, Any], found: list[Problem]
) -> None:
    style = style_from(options)
    conditions = conditions_from(options)
    choice = choice_of(
        conditions.interpreter,
        app_dir=options["app_dir"],
        deciding=deciding_files(target, options),
    )
    told: list[str] = []
    place = target_from(target, options, say=told.append)
    show(told)
    profiles = profiles_from(options["env_profile"])
    profiled = {"profiles": differences_between(place, conditions, profiles)} if profiles else {}
    conditions = in_first(profiles, conditions)
    if options["verify_deterministic"]:
        require_the_same_each_time(place, conditions)
    # A report tells of an import: there has to be one.
    obtained = _obtained(place, conditions, None if report else cache_from(options), report)
    write_report(report, {**summary_of(obtained.export.report), **profiled})
    document, lost = shaped(obtained.export.document, shape_from(options))
    notes = notes_on(obtained, verbose=conditions.verbose)
    notes += [f"Warning: {line}" for line in lost]
    show(notes)
    found += unreachable(obtained.export.report.shadowed)
    require_sound(document, obtained.export.report, options, found)
    body = _outcome(document, style, options, found)
    if body:
        _keep_answer(obtained, choice, options, body, [*told, *notes])


def _outcome(
    document: Document, style: str, options: dict[str, Any], found: list[Problem]
) -> bytes:
    """Write or compare; return what the file holds that is right now, if that was all to say."""
    if options["check"] is None:
        text = document.written(style=style, sort=options["sort"])
        write_if_changed(text, options["output"])
        return text.encode()
    from api_schema.cli.comparing import require_up_to_date  # noqa: PLC0415 - only some runs need it

    drift = require_up_to_date(document, options, _arguments(), found)
    return b"" if drift.changes else drift.data


def _obtained(
    target: Target, conditions: Conditions, cache: "Cache | None", report: Path | None
) -> Obtained:
    try:
        return obtain(target, conditions, cache)
    except BackendFailed as failure:
        show(failure_lines(failure, verbose=conditions.verbose))
        write_report(report, failure.as_json())
        raise


def _keep_answer(
    obtained: Obtained,
    choice: dict[str, Any],
    options: dict[str, Any],
    body: bytes,
    notes: list[str],
) -> None:
    """Keep what this command line answers, unless that takes more than the document to know."""
    if obtained.file is None or any(options[name] for name in ASKED_EACH_TIME):
        return
    # A file that was checked is as one that was written: the answer is that it is there.
    output = options["check"] or options["output"]
    if output != STDOUT and not output.is_file():
        return  # what a pipe or a device got, nobody can look up
    header = {
        "document": str(obtained.file.absolute()),
        "choice": choice,
        "output": str(output if output == STDOUT else output.absolute()),
        "notes": "".join(f"{printable(note)}\n" for note in notes),
    }
    with suppress(OSError):  # a cache that cannot be written is no failure
        keep_answer(_arguments(), os.environ, header, body)


def _arguments() -> list[str]:
    """Return all that the command was called with."""
    arguments: list[str] = click.get_current_context().meta[ARGUMENTS]
    return arguments

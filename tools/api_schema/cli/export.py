"""The command that exports: parse, export, check, write."""

import os
from pathlib import Path

import click

from api_schema.cli.pretty_option import PrettyCommand
from api_schema.document import Document, require_operations
from api_schema.explaining import BackendFailed
from api_schema.exporting import export_document
from api_schema.interpreter import choose_interpreter
from api_schema.target import parse_target
from api_schema.validation.validating import problems_in
from tool_cli.errors import CheckFailed
from tool_cli.output import STDOUT, write_result
from tool_cli.running import printable

SHOWN_LINES = 10

EPILOG = """\b
Exit codes:
  0    the document is written
  1    the document is invalid (--validate) or has no operations; nothing is written
  2    called wrongly: an unknown option, or a TARGET that names no application
  3    the backend does not import, exits, crashes or hangs; or the output cannot be written
  130  stopped by Ctrl-C
"""


@click.command(cls=PrettyCommand, epilog=EPILOG)
@click.argument("target")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=STDOUT,
    help="Write to this file, whole or not at all.  [default: stdout]",
)
@click.option(
    "--pretty/--no-pretty",
    help="Indent by two spaces; takes true or false as a value, too.  [default: no-pretty]",
)
@click.option("--validate", is_flag=True, help="Check the document; write it only if it is valid.")
@click.option("--allow-empty", is_flag=True, help="Accept a document without operations.")
@click.option(
    "--python",
    metavar="PATH",
    help="The backend's interpreter or virtual environment."
    "  [default: the active one, else .venv, else this tool's]",
)
@click.option(
    "--app-dir",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Import modules from here.  [default: the working directory]",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=120.0,
    help="Give up when the backend takes longer.  [default: 120]",
)
@click.option("-v", "--verbose", is_flag=True, help="Show what the backend prints, on stderr.")
def export(
    *,
    target: str,
    output: Path,
    pretty: bool,
    validate: bool,
    allow_empty: bool,
    python: str | None,
    app_dir: Path | None,
    timeout: float,
    verbose: bool,
) -> None:
    """Write the OpenAPI document of the FastAPI backend at TARGET.

    TARGET is module:app, module:factory or path/to/file.py:app. The backend is imported in its own
    interpreter, without a server, its lifespan or the network. By default the document is written
    exactly as json.dumps(app.openapi(), ensure_ascii=False) gives it, and a newline.
    """
    try:
        document = export_document(
            parse_target(target, app_dir=app_dir),
            interpreter=choose_interpreter(python, environment=os.environ, folder=Path.cwd()),
            environment=os.environ,
            timeout=timeout,
            verbose=verbose,
        )
    except BackendFailed as failure:
        _show_end_of(failure.output)
        raise
    if not allow_empty:
        require_operations(document)
    if validate:
        _check(document)
    write_result(document.written(pretty=pretty), output)


def _show_end_of(text: str) -> None:
    for line in text.splitlines()[-SHOWN_LINES:]:
        click.echo(f"| {printable(line)}", err=True)


def _check(document: Document) -> None:
    problems = problems_in(document.content())
    for problem in problems:
        click.echo(printable(str(problem)), err=True)
    if problems:
        count = len(problems)
        raise CheckFailed(
            f"the document is invalid: {count} problem{'s' if count > 1 else ''}",
            "each line above has the JSON pointer to a place and what is wrong there",
        )

"""``--findings``: what an export finds, in the formats that CI systems show."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from api_schema.explaining import BackendFailed
from api_schema.report import Shadowed
from api_schema.reports.table import WRITERS, written
from api_schema.validation.problem import Problem, Severity
from tool_cli.errors import InvalidInput, ToolError
from tool_cli.output import write_result

ON_STDERR = "github"  # a runner reads its commands from both streams; stdout has the document
PLACE = re.compile(r"\((?P<file>.+):(?P<line>\d+)\)$")

findings_option = click.option(
    "--findings",
    metavar="FORMAT[=FILE]",
    multiple=True,
    help="Report failures, differences, problems and warnings to CI, too: github (annotations, on"
    " stderr), or junit, sarif, json, text with a file; repeatable.",
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A format, and the file that takes it; None for stderr."""

    name: str
    file: Path | None

    def write(self, problems: Sequence[Problem]) -> None:
        """Write the problems."""
        text = written(problems, self.name)
        if self.file is None:
            click.echo(text, nl=False, err=True)
        else:
            write_result(text, self.file)


def outlets_in(texts: Sequence[str]) -> list[Outlet]:
    """Return where findings go.

    Raises:
        InvalidInput: There is no such format, or a file is missing.
    """
    return [_outlet(text) for text in texts]


@contextmanager
def reporting(outlets: Sequence[Outlet]) -> Iterator[list[Problem]]:
    """Take findings, and a failure if there is one, and write them at the end in any case."""
    found: list[Problem] = []
    try:
        yield found
    except ToolError as error:
        if not any(problem.severity is Severity.ERROR for problem in found):
            found.append(_failure(error))
        raise
    finally:
        for outlet in outlets:
            outlet.write(found)


def unreachable(shadowed: Sequence[Shadowed]) -> list[Problem]:
    """Return the operations that no request reaches as warnings at the functions behind them."""
    return [
        Problem(
            rule="operation-unreachable",
            severity=Severity.WARNING,
            pointer="#/paths",
            message=str(each),
            remedy="move its route up, or leave it out",
            file=_from_here(place["file"]) if place else "",
            line=int(place["line"]) if place else 0,
            column=1 if place else 0,
        )
        for each in shadowed
        for place in [PLACE.search(each.at)]
    ]


def _failure(error: ToolError) -> Problem:
    frame = error.frame if isinstance(error, BackendFailed) else None
    return Problem(
        rule="export-failed",
        severity=Severity.ERROR,
        pointer="#",
        message=error.message,
        remedy=error.hint or "",
        file=_from_here(frame.file) if frame else "",
        line=frame.line if frame else 0,
        column=1 if frame else 0,
    )


def _outlet(text: str) -> Outlet:
    name, equals, file = text.partition("=")
    if name not in WRITERS or (equals and not file):
        raise InvalidInput(
            f"--findings {text}: there is no such format",
            f"it is one of {', '.join(WRITERS)}, and =FILE",
        )
    if not equals and name != ON_STDERR:
        raise InvalidInput(f"--findings {text} needs a file", f"write {name}=FILE")
    return Outlet(name, Path(file) if equals else None)


def _from_here(file: str) -> str:
    path, here = Path(file), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)

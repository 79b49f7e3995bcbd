"""What an export says on stderr, and in the file of --report."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from api_schema.explaining import BackendFailed
from api_schema.obtaining import Obtained
from api_schema.report import Report
from tool_cli.finishing import printable
from tool_cli.output import write_result

SHOWN_LINES = 10


def show(lines: Iterable[str]) -> None:
    """Print lines on stderr, safe for a terminal."""
    for line in lines:
        click.echo(printable(line), err=True)


def failure_lines(failure: BackendFailed, *, verbose: bool) -> list[str]:
    """Return the end of what a backend printed, and what it tried if that was asked for."""
    printed = [f"| {line}" for line in failure.output.splitlines()[-SHOWN_LINES:]]
    tried = [each.line(library=failure.library) for each in failure.incidents if verbose]
    return printed + tried


def notes_on(obtained: Obtained, *, verbose: bool) -> list[str]:
    """Return what the user should know of a document that was obtained."""
    report = obtained.export.report
    notes = [f"Warning: {each}" for each in report.shadowed]
    if report.filled:
        notes.append(f"Filled with a placeholder: {', '.join(report.filled)}")
    if not verbose:
        return notes
    library = report.library or ""
    notes += [each.line(library=library) for each in report.incidents]
    if obtained.not_kept:
        notes.append(f"not kept in the cache: {obtained.not_kept}")
    return notes


def summary_of(report: Report) -> dict[str, object]:
    """Return what a report on an export holds."""
    library = report.library or ""
    return {
        "operations": report.document.operations if report.document else 0,
        "incidents": [each.as_json(library=library) for each in report.incidents],
        "filled": list(report.filled),
        "shadowed": [
            {"operation": each.operation, "by": each.by, "at": each.at} for each in report.shadowed
        ],
        "registers_later": list(report.registers_later),
    }


def write_report(file: Path | None, content: dict[str, object]) -> None:
    """Write a report, if one was asked for."""
    if file is not None:
        write_result(json.dumps(content, ensure_ascii=False, indent=2) + "\n", file)

"""Compare with a committed file, say what differs, and which command mends it."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from api_schema.cli.check_option import OPTION
from api_schema.diff.change import Nature
from api_schema.diff.words import as_text, counted
from api_schema.document import Document
from api_schema.drift import Drift, drift_of
from api_schema.validation.problem import Problem
from tool_cli.errors import CheckFailed
from tool_cli.output import write_result

# Options with a value that say what to do about differences, not what to write.
OF_A_CHECK = frozenset({OPTION, "--tolerate", "--findings", "--report", "--cache-dir"})
# How a style is asked for; plain JSON is what is written without being asked for.
ASKING = {
    "pretty": ("--pretty",),
    "minify": ("--minify",),
    "prettier": ("--style", "prettier"),
    "prettier-open": ("--style", "prettier", "--pretty"),
}


def require_up_to_date(
    document: Document, options: Mapping[str, Any], arguments: Sequence[str], found: list[Problem]
) -> Drift:
    """Return the committed file and its changes, none of which is one that fails.

    Args:
        document: What the backend publishes.
        options: Those of the command.
        arguments: All that it was called with.
        found: Takes the differences.

    Raises:
        CheckFailed: It is out of date; the difference is on stdout.
        Unreadable: It is not there, or neither JSON nor YAML.
    """
    file: Path = options["check"]
    if not file.exists():
        raise CheckFailed(f"{file} is not there", f"make it: {mending(arguments, file, None)}")
    drift = drift_of(file, document.content())
    command = mending(arguments, file, _style_to_ask_for(drift, options))
    tolerated = {Nature(name) for name in options["tolerate"]}
    found += drift.problems(remedy=command, tolerated=tolerated)
    write_result(as_text(drift.changes))
    if failing := drift.failing(tolerated):
        raise CheckFailed(f"{file} is out of date, {counted(failing)}", f"mend it: {command}")
    return drift


def mending(arguments: Sequence[str], file: Path, style: str | None) -> str:
    """Return the command that writes the file anew."""
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, _ = word.partition("=")
        if name not in OF_A_CHECK:
            rest.append(word)
        elif not equals:
            next(words, None)
    asked = ASKING.get(style or "", ())
    return shlex.join(["export-api-schema", *rest, *asked, "--output", str(file)])


def _style_to_ask_for(drift: Drift, options: Mapping[str, Any]) -> str | None:
    """Return the style that the file has, unless the command line asks for one."""
    asked = (options["style"], options["pretty"], options["minify"])
    return None if any(asked) or not drift.changes else drift.style()

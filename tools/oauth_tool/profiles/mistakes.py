"""A mistake in a user's profile: what is wrong, where in the file, and what to do about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tool_cli.errors import InvalidInput

KeyPath = tuple[str | int, ...]
"""The keys and positions that lead from the top of a document to a value."""

LONGEST_SHOWN = 60
_PLAIN_KEY = re.compile(r"[\w-]+")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Place:
    """A place in a file; both numbers start at 1."""

    line: int
    column: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that is wrong in a document.

    Attributes:
        path: Where in the document; the empty path is the whole of it.
        message: What is wrong. A sentence without a full stop at its end.
        remedy: What belongs there instead.
    """

    path: KeyPath
    message: str
    remedy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """Something that is wrong in a file.

    Attributes:
        file: The file as its user named it.
        place: Where in the file.
        finding: What is wrong there.
    """

    file: str
    place: Place
    finding: Finding

    def __str__(self) -> str:
        """Return the mistake as one line, in the form that editors can jump to."""
        return f"{self.without_remedy}. Hint: {self.finding.remedy}."

    @property
    def without_remedy(self) -> str:
        """Where it is and what is wrong."""
        key = f"{spelled(self.finding.path)}: " if self.finding.path else ""
        return f"{self.file}:{self.place.line}:{self.place.column}: {key}{self.finding.message}"


class InvalidProfile(InvalidInput):
    """A user's profile has mistakes.

    Attributes:
        mistakes: All of them, in the order of the file.
    """

    def __init__(self, file: str, mistakes: Sequence[Mistake]) -> None:
        first, count = mistakes[0], len(mistakes)
        if count == 1:
            super().__init__(first.without_remedy, first.finding.remedy)
        else:
            super().__init__(
                f"{file} has {count} mistakes, the first at {first.without_remedy}",
                f"'oauth-tool profiles check {file}' lists them all",
            )
        self.mistakes = tuple(mistakes)


def spelled(path: KeyPath) -> str:
    """Return a path as people write it: ``endpoints.token.path``, ``grant_types[1]``."""
    return "".join(map(_spelled_key, path)).removeprefix(".")


def shown(value: object) -> str:
    """Return a value of a document as a message shows it."""
    match value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _spelled_key(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{shown(key)}]"

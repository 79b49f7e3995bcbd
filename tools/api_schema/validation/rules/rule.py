"""What a rule is: an id, how bad it is to break it, what to do, and a function that looks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from api_schema.validation.path import Path
from api_schema.validation.problem import Severity
from api_schema.validation.subject import Subject

ERROR = Severity.ERROR
WARNING = Severity.WARNING


class Finding(NamedTuple):
    """A place where a rule is broken, and how."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that documents may break.

    Attributes:
        id: Its name on the command line and in reports.
        severity: How bad it is to break it.
        summary: What it demands, as one sentence.
        remedy: What to do where it is broken.
        check: Yields each place where it is broken.
        covers: Fields of such a place of which the official schema says the same in other words.
    """

    id: str
    severity: Severity
    summary: str
    remedy: str
    check: Callable[[Subject], Iterator[Finding]]
    covers: tuple[str, ...] = ()

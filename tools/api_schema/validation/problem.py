"""A problem in an OpenAPI document: which rule it breaks, where, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error is invalid, a warning is valid and hardly meant."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a document that is not right.

    Attributes:
        rule: The id of the rule that found it.
        severity: Whether the document is invalid for it.
        pointer: The JSON pointer to it after a "#" (RFC 6901), not percent-encoded.
        message: What is wrong.
        remedy: What to do about it.
        file: The file that it is in; empty for a document that was never a file.
        line: The line in the file, from 1; 0 if it is not known.
        column: The column in the line, from 1; 0 if it is not known.
    """

    rule: str
    severity: Severity
    pointer: str
    message: str
    remedy: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return the problem as one line, without its file."""
        return f"{self.pointer}: {self.message}"

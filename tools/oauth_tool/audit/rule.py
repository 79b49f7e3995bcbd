"""A rule and what it finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from oauth_tool.audit.evidence import Observation

Earlier = Sequence[Observation]


class Severity(StrEnum):
    """How much a failure matters, from what endangers users down to what only differs."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(StrEnum):
    """What a rule says of an exchange. What a rule is not about has not failed it."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What a specification asks for, and how to see whether an exchange keeps it.

    Attributes:
        id: What it is called in reports; it never changes.
        title: What is asked for, as a sentence.
        rfc: The number of the RFC that asks.
        section: Where in it.
        severity: How much a failure matters.
        remedy: What to do about a failure, in the server's code or the app's.
        applies: Whether it is about an exchange, given the earlier ones.
        problem: What is wrong with such an exchange as a sentence, None for nothing. It quotes no
            value that could be a secret.
    """

    id: str
    title: str
    rfc: int
    section: str
    severity: Severity
    remedy: str
    applies: Callable[[Observation, Earlier], bool] = field(repr=False)
    problem: Callable[[Observation, Earlier], str | None] = field(repr=False)

    @property
    def source(self) -> str:
        """Where it is written, in words."""
        return f"RFC {self.rfc}, {self.section}"

    @property
    def url(self) -> str:
        """Where it can be read."""
        return f"https://www.rfc-editor.org/rfc/rfc{self.rfc}#section-{self.section}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a rule says of one exchange. ``detail`` is the problem, empty if there is none."""

    rule: Rule
    verdict: Verdict
    detail: str = ""

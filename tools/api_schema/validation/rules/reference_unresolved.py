"""A reference that leads nowhere, or in circles."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.resolving import Unresolved
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for reference, outcome in subject.outcomes:
        if isinstance(outcome, Unresolved) and outcome.followed:
            words = f"{reference.text} {outcome.fault}"
            yield Finding(below(reference.path, "$ref"), words)


RULE = Rule(
    id="reference-unresolved",
    severity=ERROR,
    summary="Each $ref leads to something.",
    remedy="define what it names, or mend the pointer",
    check=_check,
)

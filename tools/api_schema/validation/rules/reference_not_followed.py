"""A reference out of the document, to where nobody allowed it to lead."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.resolving import Unresolved
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for reference, outcome in subject.outcomes:
        if isinstance(outcome, Unresolved) and not outcome.followed:
            words = f"{reference.text} {outcome.fault}"
            yield Finding(below(reference.path, "$ref"), words)


RULE = Rule(
    id="reference-not-followed",
    severity=ERROR,
    summary="Each $ref stays inside the document, or inside the files that may be read.",
    remedy="bundle the document, or allow what it refers to: --root, --allow-remote-refs",
    check=_check,
)

"""A document that describes no operation at all."""

from collections.abc import Iterator

from api_schema.validation.grammar import OPERATION
from api_schema.validation.path import ROOT
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if not subject.outline.all(OPERATION):
        yield Finding(ROOT, "the document has no operations")


RULE = Rule(
    id="no-operations",
    severity=WARNING,
    summary="A document has at least one operation.",
    remedy="check how it was made: a backend may register its routes only when it starts",
    check=_check,
)

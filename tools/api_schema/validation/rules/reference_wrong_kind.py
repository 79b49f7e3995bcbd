"""A reference to something else than what belongs in its place."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.resolving import Unresolved
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for reference, target in subject.outcomes:
        if isinstance(target, Unresolved):
            continue
        if target.kind == reference.kind and isinstance(target.node, dict):
            continue
        here = below(reference.path, "$ref")
        if target.kind not in {None, reference.kind}:
            words = f"{reference.text} is a {target.kind}, and a {reference.kind} belongs here"
            yield Finding(here, words)
        elif not isinstance(target.node, dict | bool):
            yield Finding(here, f"{reference.text} is no object")


RULE = Rule(
    id="reference-wrong-kind",
    severity=ERROR,
    summary="Each $ref leads to the kind of object that belongs in its place.",
    remedy="refer to an object of the right kind",
    check=_check,
)

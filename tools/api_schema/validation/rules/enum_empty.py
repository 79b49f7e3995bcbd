"""An ``enum`` that allows no value."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.having("enum"):
        if node["enum"] == []:
            yield Finding(below(path, "enum"), "the enum allows no value")


RULE = Rule(
    id="enum-empty",
    severity=ERROR,
    summary="An enum has at least one value.",
    remedy="list the values, or remove the enum",
    check=_check,
)

"""A path parameter that is not required, although there is no path without it."""

from collections.abc import Iterator

from api_schema.validation.grammar import PARAMETER
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.all(PARAMETER):
        if node.get("in") == "path" and node.get("required") is not True:
            yield Finding(path, f"the path parameter {node.get('name')} is not required")


RULE = Rule(
    id="path-parameter-not-required",
    severity=ERROR,
    summary="A parameter in: path has required: true.",
    remedy="add required: true",
    check=_check,
    covers=("in",),
)

"""``example`` and ``examples`` side by side, of which only one may be there."""

from collections.abc import Iterator

from api_schema.validation.grammar import HEADER, MEDIA_TYPE, PARAMETER
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if not subject.outline.version.has_json_schema:
        return  # there the official schema says so
    for kind in (MEDIA_TYPE, PARAMETER, HEADER):
        for node, path in subject.outline.all(kind):
            if "example" in node and "examples" in node:
                yield Finding(below(path, "example"), "example and examples exclude one another")


RULE = Rule(
    id="examples-exclusive",
    severity=ERROR,
    summary="A parameter, header or media type has example or examples, not both.",
    remedy="move the one example among the others",
    check=_check,
)

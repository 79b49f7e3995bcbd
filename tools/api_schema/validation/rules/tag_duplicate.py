"""A tag that is declared twice."""

from collections.abc import Iterator

from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.tags import tags


def _check(subject: Subject) -> Iterator[Finding]:
    seen = set()
    for name, _, path in tags(subject):
        if name in seen:
            yield Finding(path, f"the tag {name!r} is there already")
        seen.add(name)


RULE = Rule(
    id="tag-duplicate",
    severity=ERROR,
    summary="Each tag is declared once.",
    remedy="remove one of the two",
    check=_check,
)

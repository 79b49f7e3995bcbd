"""A default that its schema rejects."""

from collections.abc import Iterator

from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.values import DEFAULTS


def _check(subject: Subject) -> Iterator[Finding]:
    for path, message, role in subject.misfits:
        if role == DEFAULTS:
            yield Finding(path, f"{message}: the schema rejects this default")


RULE = Rule(
    id="default-rejected",
    severity=ERROR,
    summary="A default fits its schema (OpenAPI: it must).",
    remedy="mend the default or the schema",
    check=_check,
)

"""An example that its schema rejects."""

from collections.abc import Iterator

from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.values import EXAMPLES


def _check(subject: Subject) -> Iterator[Finding]:
    for path, message, role in subject.misfits:
        if role == EXAMPLES:
            yield Finding(path, f"{message}: the schema rejects this example")


RULE = Rule(
    id="example-rejected",
    severity=WARNING,
    summary="An example fits its schema (OpenAPI: it should).",
    remedy="mend the example or the schema: readers copy it",
    check=_check,
)

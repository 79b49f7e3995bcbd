"""``nullable``, which is a keyword of OpenAPI 3.0 only."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version.has_json_schema:
        for _, path in subject.outline.having("nullable"):
            yield Finding(
                below(path, "nullable"),
                f"OpenAPI {subject.outline.version} ignores nullable: null is not allowed here",
            )


RULE = Rule(
    id="nullable-ignored",
    severity=WARNING,
    summary="From OpenAPI 3.1 on, null is a type; nullable is not a keyword.",
    remedy='add "null" to the types',
    check=_check,
)

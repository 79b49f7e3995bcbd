"""A request body where HTTP gives it no meaning."""

from collections.abc import Iterator

from api_schema.validation.operations import operations
from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

WITHOUT_BODY = frozenset({"get", "head", "delete"})


def _check(subject: Subject) -> Iterator[Finding]:
    is_ignored = subject.outline.version is Version.V30
    for operation in operations(subject):
        if operation.method in WITHOUT_BODY and "requestBody" in operation.node:
            method = operation.method.upper()
            words = "is ignored" if is_ignored else "has no meaning that all servers agree on"
            yield Finding(below(operation.path, "requestBody"), f"the body of {method} {words}")


RULE = Rule(
    id="request-body-ignored",
    severity=WARNING,
    summary="Only methods that have a body in HTTP describe one (OpenAPI 3.0, 4.7.10).",
    remedy="use parameters, or another method",
    check=_check,
)

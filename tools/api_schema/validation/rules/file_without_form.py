"""A file of OpenAPI 2.0 in an operation that takes no form."""

from collections.abc import Iterator

from api_schema.validation.operations import operations, parameters
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is not Version.V20:
        return  # later versions have a media type for each body
    for operation in operations(subject):
        consumed = operation.node.get("consumes", subject.outline.document.get("consumes"))
        takes_forms = isinstance(consumed, list) and not FORMS.isdisjoint(map(str, consumed))
        for node, path in (
            () if takes_forms else parameters(subject, operation.node, operation.path)
        ):
            if node.get("type") == "file":
                yield Finding(below(path, "type"), "the operation consumes no form to send it in")


RULE = Rule(
    id="file-without-form",
    severity=ERROR,
    summary="An operation of OpenAPI 2.0 that takes a file consumes forms.",
    remedy="add multipart/form-data to what the operation consumes",
    check=_check,
)

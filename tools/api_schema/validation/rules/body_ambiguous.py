"""An operation of OpenAPI 2.0 whose parameters describe its body twice."""

from collections.abc import Iterator

from api_schema.validation.operation import Operation, Parameter
from api_schema.validation.operations import operations, parameters
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

BODY, FORM = "body", "formData"


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is not Version.V20:
        return  # later versions have one requestBody
    for operation in operations(subject):
        bodies = _in(BODY, operation, subject)
        for another in bodies[1:]:
            yield Finding(another.path, "there is a parameter in: body already")
        if bodies and (fields := _in(FORM, operation, subject)):
            yield Finding(fields[0].path, "a form is the body, which another parameter describes")


def _in(place: str, operation: Operation, subject: Subject) -> list[Parameter]:
    """Return an operation's parameters in a place; its own one replaces one of its path's."""
    found = {
        parameter.node.get("name"): parameter
        for node, path in (
            (operation.item, operation.item_path),
            (operation.node, operation.path),
        )
        for parameter in parameters(subject, node, path)
        if parameter.node.get("in") == place and isinstance(parameter.node.get("name"), str)
    }
    return list(found.values())


RULE = Rule(
    id="body-ambiguous",
    severity=ERROR,
    summary="An operation of OpenAPI 2.0 has one parameter in: body, or some in: formData.",
    remedy="describe the body once, as an object or as a form",
    check=_check,
)

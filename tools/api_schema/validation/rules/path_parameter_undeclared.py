"""A name in a path template that no parameter declares."""

from collections.abc import Iterator

from api_schema.validation.operation import Operation
from api_schema.validation.operations import operations, parameters
from api_schema.validation.path_templates import MalformedTemplate, names_in
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for operation in operations(subject):
        try:
            names = names_in(operation.url)
        except MalformedTemplate:
            continue
        declared = _declared(subject, operation) if names else set()
        for name in names:
            if name not in declared:
                yield Finding(
                    operation.path, f"{operation.url} has {{{name}}}, which no parameter declares"
                )


def _declared(subject: Subject, operation: Operation) -> set[str]:
    return {
        str(parameter.node.get("name"))
        for node, path in (
            (operation.node, operation.path),
            (operation.item, operation.item_path),
        )
        for parameter in parameters(subject, node, path)
        if parameter.node.get("in") == "path"
    }


RULE = Rule(
    id="path-parameter-undeclared",
    severity=ERROR,
    summary="Each name in a path template is declared as a parameter in: path.",
    remedy="declare it under the operation's or the path's parameters with in: path",
    check=_check,
)

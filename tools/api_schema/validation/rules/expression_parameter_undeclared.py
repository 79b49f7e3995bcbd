"""A link or callback that names a parameter of its operation which is not declared there."""

import re
from collections.abc import Iterator

from api_schema.validation.grammar import CALLBACK, LINK
from api_schema.validation.operation import Operation
from api_schema.validation.operations import operations, parameters
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.runtime_expressions import Expression, expressions_of
from api_schema.validation.subject import Subject

PARAMETER = re.compile(r"\$request\.(path|query|header)\.(.+)")
NEVER_DECLARED = frozenset({"accept", "content-type", "authorization"})  # such are ignored


def _check(subject: Subject) -> Iterator[Finding]:
    if not subject.outline.all(LINK) and not subject.outline.all(CALLBACK):
        return
    seen: set[Expression] = set()
    for operation in operations(subject):
        for expression in expressions_of(operation, subject):
            named = PARAMETER.fullmatch(expression.text)
            if named is None or expression in seen or _has(operation, named[1], named[2], subject):
                continue
            seen.add(expression)
            words = f"{operation.method.upper()} {operation.url} declares no such parameter"
            yield Finding(expression.path, f"{expression.text}: {words}")


def _has(operation: Operation, place: str, name: str, subject: Subject) -> bool:
    if place == "header" and name.lower() in NEVER_DECLARED:
        return True
    return any(
        parameter.node.get("in") == place and _is(place, name, str(parameter.node.get("name")))
        for node, path in ((operation.node, operation.path), (operation.item, operation.item_path))
        for parameter in parameters(subject, node, path)
    )


def _is(place: str, name: str, another: str) -> bool:
    return name.lower() == another.lower() if place == "header" else name == another


RULE = Rule(
    id="expression-parameter-undeclared",
    severity=ERROR,
    summary="A link or callback uses only parameters that its operation declares (3.1, 4.8.20.4).",
    remedy="declare the parameter, or mend the expression: it cannot be evaluated",
    check=_check,
)

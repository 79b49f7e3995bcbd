"""An operationId that another operation has."""

from collections.abc import Iterator

from api_schema.validation.operations import operations
from api_schema.validation.path import Path, below, pointer_of
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for operation in operations(subject):
        name = operation.node.get("operationId")
        if not isinstance(name, str):
            continue
        if name in seen:
            yield Finding(
                below(operation.path, "operationId"),
                f"operationId {name!r} is not unique: {pointer_of(seen[name])} has it, too",
            )
        seen.setdefault(name, operation.path)


RULE = Rule(
    id="operation-id-duplicate",
    severity=ERROR,
    summary="Each operationId is that of one operation.",
    remedy="give one of the two another operationId: generated clients would lose a method",
    check=_check,
)

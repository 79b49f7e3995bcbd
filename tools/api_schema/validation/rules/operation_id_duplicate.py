"""An operationId that another operation has."""

from collections.abc import Iterator

from api_schema.validation.grammar import OPERATION, Json
from api_schema.validation.operations import operations
from api_schema.validation.path import Path, below, keys_of, pointer_of
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for node, path in _operations_in(subject):
        name = node.get("operationId")
        if not isinstance(name, str):
            continue
        if seen.setdefault(name, path) != path:
            yield Finding(
                below(path, "operationId"),
                f"operationId {name!r} is not unique: {pointer_of(seen[name])} has it, too",
            )


def _operations_in(subject: Subject) -> Iterator[tuple[Json, Path]]:
    """Yield those of paths and webhooks; callbacks are often the same in several places."""
    for operation in operations(subject):
        yield operation.node, operation.path
    if "webhooks" in subject.outline.document:
        for node, path in subject.outline.all(OPERATION):
            if keys_of(path)[0] == "webhooks":
                yield node, path


RULE = Rule(
    id="operation-id-duplicate",
    severity=ERROR,
    summary="Each operationId is that of one operation.",
    remedy="give one of the two another operationId: generated clients would lose a method",
    check=_check,
)

"""The operations of a document."""

from collections.abc import Iterator
from typing import TypeAlias
from urllib.parse import unquote

from api_schema.validation.grammar import METHODS
from api_schema.validation.path import unescaped

Node: TypeAlias = dict[str, object]

GROUPS = ("paths", "webhooks")
ADDITIONAL = "additionalOperations"


def operations_in(document: Node) -> Iterator[tuple[str, Node]]:
    """Yield each operation of paths and webhooks after its path."""
    for group in GROUPS:
        for path, item in objects_in(document.get(group)):
            for _, operation in operations_of(whole(document, item)):
                yield path, operation


def operations_of(item: Node) -> Iterator[tuple[str, Node]]:
    """Yield each operation of a path item after its method."""
    yield from ((name, each) for name, each in objects_in(item) if name in METHODS)
    yield from objects_in(item.get(ADDITIONAL))


def whole(document: Node, item: Node) -> Node:
    """Return a path item with what it refers to."""
    target = item.get("$ref")
    shared = at(document, target) if isinstance(target, str) else None
    if not isinstance(shared, dict):
        return item
    return {**shared, **{name: value for name, value in item.items() if name != "$ref"}}


def at(document: Node, reference: str) -> object:
    """Return what a reference within a document leads to; None if that is nothing."""
    node: object = document
    for part in unquote(reference).split("/")[1:]:
        node = node.get(unescaped(part)) if isinstance(node, dict) else None
    return node


def tags_in(document: Node) -> set[str]:
    """Return the tags that operations have."""
    return {tag for _, operation in operations_in(document) for tag in tags_of(operation)}


def tags_of(operation: Node) -> list[str]:
    """Return the tags of an operation."""
    tags = operation.get("tags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def ids_in(document: Node) -> set[str]:
    """Return the ids of operations."""
    ids = (operation.get("operationId") for _, operation in operations_in(document))
    return {each for each in ids if isinstance(each, str)}


def objects_in(group: object) -> list[tuple[str, Node]]:
    """Return what a map holds, without what is no object, such as some extensions."""
    if not isinstance(group, dict):
        return []
    return [(name, each) for name, each in group.items() if isinstance(each, dict)]

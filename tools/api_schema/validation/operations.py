"""The operations of a document, with the parameters that they take from their path."""

from collections.abc import Iterator
from typing import NamedTuple

from api_schema.validation.grammar import METHODS, Json
from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.subject import Subject


class Operation(NamedTuple):
    """An operation of a path of the API.

    Attributes:
        node: The operation itself.
        path: Where it is.
        method: The HTTP method.
        url: The path template.
        item: The path item that it belongs to.
        item_path: Where that is.
    """

    node: Json
    path: Path
    method: str
    url: str
    item: Json
    item_path: Path


class Parameter(NamedTuple):
    """A parameter, with references followed, and the place where it is listed."""

    node: Json
    path: Path


def path_items(subject: Subject) -> Iterator[tuple[str, Json, Path]]:
    """Yield each path template with its item, references followed, and where that is."""
    paths = subject.outline.document.get("paths")
    for url, node in paths.items() if isinstance(paths, dict) else ():
        if url.startswith("/"):
            item, path, _ = subject.resolved(node, below(ROOT, "paths", url))
            if isinstance(item, dict):
                yield url, item, path


def operations(subject: Subject) -> Iterator[Operation]:
    """Yield each operation of the paths; webhooks and callbacks have templates of their own."""
    for url, item, item_path in path_items(subject):
        for method, node, path in _operations_of(item, item_path):
            yield Operation(node, path, method, url, item, item_path)


def parameters(subject: Subject, node: Json, path: Path) -> Iterator[Parameter]:
    """Yield the parameters that an operation or a path item lists itself."""
    listed = node.get("parameters")
    for index, parameter in enumerate(listed if isinstance(listed, list) else ()):
        here = below(path, "parameters", index)
        found = subject.resolved(parameter, here).node
        if isinstance(found, dict):
            yield Parameter(found, here)


def _operations_of(item: Json, path: Path) -> Iterator[tuple[str, Json, Path]]:
    for method in METHODS:
        if isinstance(node := item.get(method), dict):
            yield method, node, below(path, method)
    more = item.get("additionalOperations")
    for method, node in more.items() if isinstance(more, dict) else ():
        if isinstance(node, dict):
            yield method, node, below(path, "additionalOperations", method)

"""The operations of a document, with the parameters that they take from their path."""

from collections.abc import Iterator

from api_schema.validation.grammar import METHODS, Json
from api_schema.validation.operation import Operation, Parameter
from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.subject import Subject


def path_items(subject: Subject) -> Iterator[tuple[str, Json, Path]]:
    """Yield each path template with its item, references followed, and where that is."""
    paths = subject.outline.document.get("paths")
    for url, node in paths.items() if isinstance(paths, dict) else ():
        if url.startswith("/"):
            item, path, _ = subject.resolved(node, below(ROOT, "paths", url))
            if isinstance(item, dict):
                yield url, item, path


def operations(subject: Subject) -> list[Operation]:
    """Return each operation of the paths; webhooks and callbacks have templates of their own."""
    if not subject.operations:
        subject.operations.extend(
            Operation(node, path, method, url, item, item_path)
            for url, item, item_path in path_items(subject)
            for method, node, path in _operations_of(item, item_path)
        )
    return subject.operations


def parameters(subject: Subject, node: Json, path: Path) -> list[Parameter]:
    """Return the parameters that an operation or a path item lists itself."""
    listed = node.get("parameters")
    if not isinstance(listed, list):
        return []
    if path not in subject.parameters:
        subject.parameters[path] = list(_parameters_in(listed, below(path, "parameters"), subject))
    return subject.parameters[path]


def _parameters_in(listed: list[object], path: Path, subject: Subject) -> Iterator[Parameter]:
    for index, parameter in enumerate(listed):
        here = below(path, index)
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

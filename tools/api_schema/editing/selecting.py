"""Keep some of a document's operations, and only what these need."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from api_schema.editing.needing import without_unneeded
from api_schema.editing.operations import (
    ADDITIONAL,
    GROUPS,
    Node,
    ids_in,
    operations_in,
    operations_of,
    tags_in,
    tags_of,
    whole,
)
from tool_cli.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which operations are wanted.

    A pattern is a path if it begins with a slash, else a tag or an operation id; ``*`` stands for
    anything, slashes too.

    Attributes:
        include: Patterns, one of which an operation has to fit; none for all operations.
        exclude: Patterns that an operation may not fit.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, path: str, operation: Node) -> bool:
        """Tell whether an operation is wanted."""
        is_included = not self.include or any(fits(p, path, operation) for p in self.include)
        return is_included and not any(fits(p, path, operation) for p in self.exclude)


def selected(document: Node, selection: Selection) -> Node:
    """Return a document with the wanted operations alone.

    Tags and components that only other operations need go with them, and so do links to these.

    Raises:
        InvalidInput: A pattern fits no operation.
    """
    if not (selection.include or selection.exclude):
        return document
    _require_use(document, selection)
    groups = {
        name: dict(_items(document, document[name], selection))
        for name in GROUPS
        if isinstance(document.get(name), dict)
    }
    new = {**document, **groups}
    gone = ids_in(document) - ids_in(new)
    new = {name: _without_links(value, gone) for name, value in new.items()}
    return without_unneeded(_without_tags(new, tags_in(document) - tags_in(new)), before=document)


def fits(pattern: str, path: str, operation: Node) -> bool:
    """Tell whether an operation fits a pattern."""
    if pattern.startswith("/"):
        return fnmatchcase(path, pattern)
    names = [*tags_of(operation), operation.get("operationId")]
    return any(isinstance(name, str) and fnmatchcase(name, pattern) for name in names)


def _require_use(document: Node, selection: Selection) -> None:
    operations = list(operations_in(document))
    for pattern in (*selection.include, *selection.exclude):
        if not any(fits(pattern, path, operation) for path, operation in operations):
            raise InvalidInput(
                f"no operation fits {pattern}",
                "it is a tag, an operation id, or a path that begins with a slash; * is anything",
            )


def _items(document: Node, group: object, selection: Selection) -> Iterator[tuple[str, object]]:
    for path, item in group.items() if isinstance(group, dict) else ():
        if not isinstance(item, dict):
            yield path, item  # an extension
            continue
        full = whole(document, item)
        operations = dict(operations_of(full))
        unwanted = {name for name, each in operations.items() if not selection.takes(path, each)}
        if not unwanted:
            yield path, item
        elif len(unwanted) < len(operations):
            yield path, _without_methods(full, unwanted)


def _without_methods(item: Node, methods: set[str]) -> Node:
    new = {name: value for name, value in item.items() if name not in methods}
    additional = new.get(ADDITIONAL)
    if isinstance(additional, dict):
        new[ADDITIONAL] = {name: each for name, each in additional.items() if name not in methods}
    return new


def _without_links(node: object, gone: set[str]) -> object:
    """Return an object without links to operations, which stand in responses and components."""
    if isinstance(node, list):
        return [_without_links(each, gone) for each in node]
    if not isinstance(node, dict):
        return node
    new = {key: _without_links(value, gone) for key, value in node.items()}
    links = new.get("links")
    if isinstance(links, dict):
        new["links"] = {name: each for name, each in links.items() if not _leads_to(each, gone)}
    return new


def _leads_to(link: object, operations: set[str]) -> bool:
    target = link.get("operationId") if isinstance(link, dict) else None
    return isinstance(target, str) and target in operations


def _without_tags(document: Node, unused: set[str]) -> Node:
    tags = document.get("tags")
    if not isinstance(tags, list):
        return document
    kept = [tag for tag in tags if not (isinstance(tag, dict) and str(tag.get("name")) in unused)]
    return {**document, "tags": kept}

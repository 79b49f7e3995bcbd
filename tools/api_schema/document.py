"""An OpenAPI document as text: exactly as its backend wrote it, or in an order of choice."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from api_schema.styles.table import DEFAULT, styled
from tool_cli.errors import CheckFailed, ToolError

GROUPS = ("paths", "webhooks")
ITEM = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that a backend handed over.

    Attributes:
        text: What ``json.dumps(document, ensure_ascii=False)`` gave there.
        operations: How many operations its paths and webhooks hold.
    """

    text: str
    operations: int

    def content(self) -> dict[str, object]:
        """Return the document as Python objects."""
        content: dict[str, object] = json.loads(self.text)
        return content

    def written(self, *, style: str = DEFAULT, sort: str = "none") -> str:
        """Return the text of a file that holds the document.

        Args:
            style: A key of the table of styles.
            sort: A key of ORDERS.
        """
        if style == DEFAULT and sort == "none":
            return f"{self.text}\n"
        return styled(ORDERS[sort](self.content()), style)


def require_operations(document: Document) -> None:
    """Refuse a document that says nothing.

    Raises:
        CheckFailed: The document has no operations.
    """
    if document.operations == 0:
        raise CheckFailed(
            "the document has no operations",
            "routes that only a lifespan or a startup event registers are not seen by an export;"
            " --allow-empty accepts it as it is",
        )


def require_no_great_loss(document: Document, earlier: Path, *, most: float) -> None:
    """Refuse a document that lost many of the operations that a file has.

    Args:
        document: The document.
        earlier: The file that it is to replace; one that is no document is no matter.
        most: The share of operations that may be lost, in percent.

    Raises:
        CheckFailed: More are lost.
    """
    before = _operations_in_file(earlier) if earlier.is_file() else 0  # a pipe would wait
    lost = before - document.operations
    if before and lost / before * 100 > most:
        raise CheckFailed(
            f"the document has {document.operations} operations, and {earlier} has {before}",
            f"--max-shrink {lost / before * 100:.0f} accepts that",
        )


def _operations_in_file(file: Path) -> int:
    from api_schema.validation.reading.source import parse_text, read_file  # noqa: PLC0415 - only some runs need it

    try:
        content = parse_text(read_file(file), str(file)).document
    except ToolError:
        return 0
    if not isinstance(content, dict):
        return 0
    groups = [content.get(name) for name in GROUPS]
    items = [item for group in groups if isinstance(group, dict) for item in group.values()]
    return sum(method in ITEM for item in items if isinstance(item, dict) for method in item)


def _as_it_is(content: dict[str, object]) -> object:
    return content


def _by_path(content: dict[str, object]) -> object:
    groups = {name: content[name] for name in GROUPS if isinstance(content.get(name), dict)}
    return {**content, **{name: _sorted(group, depth=2) for name, group in groups.items()}}


def _by_key(content: dict[str, object]) -> object:
    return _sorted(content, depth=-1)


def _sorted(node: object, *, depth: int) -> object:
    """Return an object with its keys in order, down to a depth; a negative one has no end."""
    if depth == 0:
        return node
    if isinstance(node, dict):
        return {key: _sorted(node[key], depth=depth - 1) for key in sorted(node)}
    if isinstance(node, list):
        return [_sorted(each, depth=depth - 1) for each in node]
    return node


ORDERS: dict[str, Callable[[dict[str, object]], object]] = {
    "none": _as_it_is,
    "keys": _by_key,
    "paths": _by_path,
}

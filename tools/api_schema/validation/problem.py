"""A problem in an OpenAPI document, and JSON pointers to where it is."""

from collections.abc import Iterator
from dataclasses import dataclass

ROOT = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a document that is not right.

    Attributes:
        pointer: The JSON pointer to it after a "#" (RFC 6901), not percent-encoded.
        message: What is wrong.
    """

    pointer: str
    message: str

    def __str__(self) -> str:
        """Return the problem as one line."""
        return f"{self.pointer}: {self.message}"


def step(pointer: str, key: object) -> str:
    """Return the pointer to what a key or an index of the node at a pointer holds."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def nodes(document: object) -> Iterator[tuple[str, object]]:
    """Yield every node of a document after the pointer to it, in document order."""
    waiting: list[tuple[str, object]] = [(ROOT, document)]
    while waiting:
        pointer, node = waiting.pop()
        yield pointer, node
        waiting.extend(reversed(_children(pointer, node)))


def _children(pointer: str, node: object) -> list[tuple[str, object]]:
    if isinstance(node, dict):
        return [(step(pointer, key), value) for key, value in node.items()]
    if isinstance(node, list):
        return [(step(pointer, index), value) for index, value in enumerate(node)]
    return []

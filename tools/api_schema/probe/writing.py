"""An application's document, as bytes and counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from api_schema.probe.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"))


def document_from(maker: Callable[[], object]) -> dict[str, object]:
    """Return the OpenAPI document that a function makes."""
    document = maker()
    if not isinstance(document, dict):
        raise Failure("not-a-document", name=type(document).__name__)
    return document


def json_text(document: dict[str, object]) -> bytes:
    """Return the document as JSON in UTF-8."""
    text = json.dumps(document, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        pointer = next(place for place, words in texts_in(document) if has_surrogate(words))
        raise Failure("lone-surrogate", name=text[error.start], message=pointer) from error


def texts_in(node: object, pointer: str = "#") -> Iterator[tuple[str, str]]:
    """Yield each text of a document, keys too, after the JSON pointer to it."""
    if isinstance(node, str):
        yield pointer, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield pointer, str(key)
            yield from texts_in(
                value, pointer + "/" + str(key).replace("~", "~0").replace("/", "~1")
            )
    elif isinstance(node, (list, tuple)):
        for index, value in enumerate(node):
            yield from texts_in(value, pointer + "/" + str(index))


def has_surrogate(text: str) -> bool:
    """Tell whether a text holds half of a surrogate pair, which UTF-8 cannot express."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def operations_in(document: dict[str, object]) -> int:
    """Return how many operations the document's paths and webhooks hold."""
    groups = [document.get(name) for name in ("paths", "webhooks")]
    items = [item for group in groups if isinstance(group, dict) for item in group.values()]
    return sum(method in METHODS for item in items for method in item)

"""``nullable`` of OpenAPI 3.0, put in words that a validator of JSON Schema knows."""

from collections.abc import Iterator
from contextlib import contextmanager

from api_schema.validation.outline import Outline


@contextmanager
def null_as_type(outline: Outline) -> Iterator[None]:
    """Let nullable types of a document include null inside the block.

    The document itself is changed for that time: copying it would cost more than the check.
    """
    changed: list[tuple[dict[str, object], object]] = []
    try:
        for node, _ in outline.having("nullable") if outline.version.has_nullable else ():
            declared = node.get("type")
            if node["nullable"] is True and isinstance(declared, str) and isinstance(node, dict):
                changed.append((node, declared))
                node["type"] = [declared, "null"]
        yield
    finally:
        for node, declared in changed:
            node["type"] = declared

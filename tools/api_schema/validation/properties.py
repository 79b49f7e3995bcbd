"""The properties that a schema speaks of, through references and the schemas it combines."""

from collections.abc import Iterator
from itertools import chain

from api_schema.validation.grammar import Json
from api_schema.validation.path import Path, below, keys_of
from api_schema.validation.subject import Subject

COMBINED = ("allOf", "anyOf", "oneOf")
CONDITIONS = ("if", "then", "else")
PARTS = frozenset({*COMBINED, *CONDITIONS, "not", "dependentSchemas"})
NAMED = {("components", "schemas"), ("definitions",)}
Place = tuple[object, Path]
MOST_PARTS = 200


def is_part(path: Path) -> bool:
    """Tell whether a schema is only a part of the one that combines it."""
    return not PARTS.isdisjoint(map(str, keys_of(path)[-2:]))


def is_whole_schema(path: Path) -> bool:
    """Tell whether a schema is a named one, or the one of a body, a parameter or a response."""
    keys = keys_of(path)
    return keys[-1:] == ("schema",) or keys[:-1] in NAMED


def undescribed(subject: Subject, schema: Json, path: Path) -> set[str]:
    """Return the names that a schema requires and that none of its parts describes.

    A schema of very many parts is passed over: to go through all of them for each of them would
    take time without bounds.
    """
    required = schema["required"]
    missing = set(map(str, required if isinstance(required, list) else ()))
    seen: set[Path] = set()
    waiting: list[Place] = [(schema, path)]
    while waiting and missing:
        node, here = waiting.pop()
        if not isinstance(node, dict) or here in seen:
            continue
        seen.add(here)
        if len(seen) > MOST_PARTS:
            return set()
        properties = node.get("properties")
        missing.difference_update(properties if isinstance(properties, dict) else ())
        waiting.extend(chain(_referenced(subject, node, here), _parts(node, here)))
    return missing


def _referenced(subject: Subject, node: Json, path: Path) -> Iterator[Place]:
    if isinstance(node.get("$ref"), str):
        target = subject.resolved(node, path)
        yield target.node, target.path


def _parts(node: Json, path: Path) -> Iterator[Place]:
    for keyword in COMBINED:
        listed = node.get(keyword)
        for index, part in enumerate(listed if isinstance(listed, list) else ()):
            yield part, below(path, keyword, index)
    for keyword in CONDITIONS:
        if keyword in node:
            yield node[keyword], below(path, keyword)

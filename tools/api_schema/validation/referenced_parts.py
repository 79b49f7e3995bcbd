"""The parts of a document that some of its schemas refer to, directly or by way of others."""

import re
from collections.abc import Iterator

import orjson

from api_schema.validation.grammar import SCHEMA
from api_schema.validation.outline import Outline
from api_schema.validation.path import unescaped

REFERENCE = re.compile(rb'"\$ref":"#/([^"]*)"')
ESCAPES = re.compile(rb"[\\%]")
NAMING = ("$id", "$anchor", "$dynamicAnchor")
COMPONENTS = "components"


def referenced_parts(schemas: list[object], outline: Outline) -> dict[str, object]:
    """Return at least those parts of a document that schemas need: compiling others takes time."""
    if not any(map(outline.having, NAMING)):
        try:
            return _needed(schemas, outline)
        except (TypeError, KeyError):  # numbers or texts that are no JSON; references elsewhere
            pass
    return _every_part(outline)


def _needed(schemas: list[object], outline: Outline) -> dict[str, object]:
    parts: dict[str, object] = {}
    seen: set[str] = set()
    waiting: list[object] = [schemas]
    while waiting:
        found = set(_places_in(orjson.dumps(waiting))) - seen
        seen |= found
        waiting = [_taken_over(place.split("/"), outline.document, parts) for place in found]
    return parts


def _places_in(written: bytes) -> Iterator[str]:
    """Yield the first keys of each pointer: what stands there is taken as a whole.

    Raises:
        KeyError: A pointer has other escapes than those of JSON pointers.
    """
    for pointer in set(REFERENCE.findall(written)):
        if ESCAPES.search(pointer):
            raise KeyError(pointer)
        keys = pointer.decode().split("/")
        yield "/".join(keys[: 3 if keys[0] == COMPONENTS else 2])


def _taken_over(keys: list[str], source: object, parts: dict[str, object]) -> object:
    """Put what keys lead to among the parts, and return it.

    Raises:
        KeyError: There is no such thing.
    """
    *above, last = map(unescaped, keys)
    for key in above:
        source = _member(source, key)
        below = parts.setdefault(key, {})
        parts = below if isinstance(below, dict) else parts
    parts[last] = _member(source, last)
    return parts[last]


def _member(node: object, key: str) -> object:
    if not isinstance(node, dict):
        raise KeyError(key)
    return node[key]


def _every_part(outline: Outline) -> dict[str, object]:
    """Return the parts of the document that any schema refers to."""
    pointers = {ref.text for ref in outline.references if ref.kind == SCHEMA}
    names = {tuple(pointer.split("/")[1:3]) for pointer in pointers if pointer.startswith("#/")}
    fields = {name[0] for name in names}
    parts = {field: outline.document[field] for field in fields & outline.document.keys()}
    groups = parts.get(COMPONENTS)
    if isinstance(groups, dict):
        wanted = {name[1] for name in names if name[0] == COMPONENTS and len(name) > 1}
        parts[COMPONENTS] = {group: groups[group] for group in wanted & groups.keys()}
    return parts

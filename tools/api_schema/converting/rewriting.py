"""Rewrite a document object by object, from the leaves to the root, by what stands where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from api_schema.converting.place import Node, Place
from api_schema.validation.grammar import (
    ANY_NAME,
    DOCUMENT,
    LIST,
    MAP,
    ONE,
    OPENAPI,
    PATH_ITEM,
    SCHEMA,
    is_extension,
)

REFERENCE = "reference"  # instead of an object of any kind but a schema or a path item

Rewrite: TypeAlias = Callable[[Node, Place], Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The way from a version to one beside it.

    Attributes:
        text: What the document says of its version afterwards.
        rewrites: Kind of object → what is done to each of that kind, in this order.
        switches: What a schema that is ``true`` or ``false`` becomes.
        has_siblings: Whether there may be more to a schema with a ``$ref``, before.
    """

    text: str
    rewrites: Mapping[str, tuple[Rewrite, ...]]
    switches: Callable[[bool, Place], object] = lambda switch, _: switch
    has_siblings: bool = True


def rewritten(node: object, kind: str, place: Place, step: Step) -> object:
    """Return what stands at a place, and all below it, one version further."""
    if isinstance(node, bool) and kind == SCHEMA:
        return step.switches(node, place)
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str) and kind not in {SCHEMA, PATH_ITEM}:
        return applied(node, REFERENCE, place, step)
    is_alone = kind == SCHEMA and "$ref" in node and not step.has_siblings
    return applied(node if is_alone else with_children(node, kind, place, step), kind, place, step)


def with_children(node: Node, kind: str, place: Place, step: Step) -> Node:
    """Return an object with what is below it rewritten."""
    fields = OPENAPI[kind]
    every = fields.get(ANY_NAME)
    new: Node = {}
    for key, value in node.items():
        shape, kind_below = (not is_extension(key) and every) or fields.get(key, ("", ""))
        if shape == ONE:
            new[key] = rewritten(value, kind_below, place.below(key), step)
        elif shape == MAP and isinstance(value, dict):
            new[key] = {
                name: rewritten(each, kind_below, place.below(key, name), step)
                for name, each in value.items()
            }
        elif shape == LIST and isinstance(value, list):
            new[key] = [
                rewritten(each, kind_below, place.below(key, index), step)
                for index, each in enumerate(value)
            ]
        else:
            new[key] = value
    return new


def applied(node: Node, kind: str, place: Place, step: Step) -> Node:
    """Return an object after all that is done to its kind."""
    for rewrite in step.rewrites.get(kind, ()):
        node = rewrite(node, place)
    return {**node, "openapi": step.text} if kind == DOCUMENT else node

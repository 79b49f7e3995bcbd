"""Where two documents differ, as deep as one can say: an operation, a default, a description."""

import json
from collections.abc import Iterator
from typing import TypeAlias

from api_schema.validation.grammar import METHODS
from api_schema.validation.path import escaped

Where: TypeAlias = tuple[str, ...]

ABSENT = "absent"
GROUPS = ("paths", "webhooks")
IN_ITEM = 2  # the group and the path
IN_OPERATION = 3  # and the method
WIDTH = 60
NOTHING = object()


def differing_places(before: object, after: object, where: Where = ()) -> Iterator[Where]:
    """Yield the keys to each place that is in one document only, or holds something else."""
    if len(where) == IN_ITEM and where[0] in GROUPS:  # a new path is its operations
        before, after = (each if isinstance(each, dict) else {} for each in (before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from differing_places(
                before.get(key, NOTHING), after.get(key, NOTHING), (*where, str(key))
            )
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differing_places(one, other, (*where, str(index)))
    elif before != after:
        yield where


def pointer_to(where: Where) -> str:
    """Return the JSON pointer to a place."""
    return "#" + "".join(f"/{escaped(part)}" for part in where)


def operation_at(where: Where) -> str:
    """Return the method and path of the operation that a place is, or is in; empty for none."""
    if len(where) >= IN_OPERATION and where[0] in GROUPS and where[2] in METHODS:
        return f"{where[2].upper()} {where[1]}"
    return ""


def shown_at(document: object, where: Where) -> str:
    """Return what stands at a place, short enough for a line."""
    node = document
    for key in where:
        if isinstance(node, dict):
            node = node.get(key, NOTHING)
        elif isinstance(node, list) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        else:
            node = NOTHING
    if node is NOTHING:
        return ABSENT
    if isinstance(node, (dict, list)):
        return "there"
    text = json.dumps(node, ensure_ascii=False)
    return text if len(text) <= WIDTH else f"{text[:WIDTH]} …"

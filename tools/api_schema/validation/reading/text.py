"""A document's text, parsed, with a way to find the line and column of any node."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from api_schema.validation.path import Key
from tool_cli.errors import ToolError

Keys = tuple[Key, ...]
DEEPEST = 500


class Place(NamedTuple):
    """A place in a text: line and column, both from 1."""

    line: int
    column: int


Places = dict[Keys, Place]
Wanted = dict[Key, "Wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A key that an object has twice: the keys to it, and the place of the second one."""

    keys: Keys
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A text as Python objects.

    Attributes:
        document: The objects.
        odd_numbers: Whether there is a number that JSON does not know.
        duplicates: The keys that are there twice.
        places: Finds the places of nodes; those of keys that lead nowhere are left out. What is
            below a node that was asked for before is found sooner.
    """

    document: object
    odd_numbers: bool
    duplicates: tuple[Duplicate, ...]
    places: Callable[[Iterable[Keys]], Places]


class Unreadable(ToolError):
    """A text is neither JSON nor YAML, or is too much to read."""

    def __init__(self, name: str, place: Place | None, why: str, hint: str) -> None:
        where = f"{name}:{place.line}:{place.column}" if place else name
        super().__init__(f"cannot read {where}: {why}", hint)


def tree_of(wanted: Iterable[Keys]) -> Wanted:
    """Return keys as a tree: below each key, what is wanted in there."""
    root: Wanted = {}
    for keys in wanted:
        branch = root
        for key in keys:
            branch = branch.setdefault(key, {})
    return root


def place_at(text: str, index: int) -> Place:
    """Return the place of a character."""
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def too_deep(name: str) -> Unreadable:
    """Return the error of a text that is nested deeper than any that a person wrote."""
    return Unreadable(
        name,
        None,
        f"it is nested more than {DEEPEST} levels deep",
        "a document that deep is a mistake or an attack",
    )

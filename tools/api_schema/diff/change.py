"""A change between two documents."""

from dataclasses import dataclass
from enum import StrEnum

from api_schema.validation.path import Key, escaped

Keys = tuple[Key, ...]


class Kind(StrEnum):
    """What happened to a node."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


class Nature(StrEnum):
    """What a change matters for."""

    MEANING = "meaning"
    DOCUMENTATION = "documentation"
    ORDER = "order"
    FRAMEWORK = "framework"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A node that is not what it was.

    Attributes:
        kind: What happened to it.
        keys: The way to it: in the later document for what was added, else in the earlier one.
        words: The same way for people: items of lists are named where they have a name.
        nature: What it matters for.
        before: What was there; None for what was added.
        after: What is there; None for what was removed.
    """

    kind: Kind
    keys: Keys
    words: tuple[str, ...]
    nature: Nature
    before: object = None
    after: object = None

    @property
    def pointer(self) -> str:
        """The JSON pointer to it after a "#" (RFC 6901)."""
        return "".join(("#", *(f"/{escaped(str(key))}" for key in self.keys)))

"""Compare two documents: what they say, not how they are written.

The order of an object's keys says nothing (RFC 8259, section 4). The items of a list are matched by
their names where all have one, so that a parameter in the middle of others is one change.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from api_schema.diff.change import Change, Keys, Kind, Nature
from api_schema.diff.items import is_rearranged, matches_in
from api_schema.diff.natures import framework_keys, nature_at
from api_schema.validation.path import Key

ABSENT = object()  # null is a value
ITEM_GROUPS = (("paths",), ("webhooks",))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node is in both documents, and what people call that."""

    earlier: Keys = ()
    later: Keys = ()
    words: tuple[str, ...] = ()
    is_frameworks: bool = False

    def at(self, earlier: Key, later: Key, word: str, *, is_frameworks: bool = False) -> "Place":
        """Return the place of an item or a member."""
        return Place(
            (*self.earlier, earlier),
            (*self.later, later),
            (*self.words, word),
            self.is_frameworks or is_frameworks,
        )


def changes_between(earlier: object, later: object) -> list[Change]:
    """Return every change that leads from the earlier document to the later one."""
    return list(_compared(earlier, later, Place()))


def _compared(earlier: object, later: object, place: Place) -> Iterator[Change]:
    if isinstance(earlier, dict) and isinstance(later, dict):
        yield from _objects(earlier, later, place)
    elif isinstance(earlier, list) and isinstance(later, list):
        yield from _lists(earlier, later, place)
    elif not _is_same(earlier, later):
        yield _change(earlier, later, place)


def _objects(
    earlier: dict[str, object], later: dict[str, object], place: Place
) -> Iterator[Change]:
    frameworks = framework_keys(earlier, later)
    for key in earlier | later:
        inner = place.at(key, key, str(key), is_frameworks=key in frameworks)
        old, new = earlier.get(key, ABSENT), later.get(key, ABSENT)
        if place.earlier in ITEM_GROUPS and (old is ABSENT or new is ABSENT):
            yield from _whole_item(old, new, inner)
        else:
            yield from _compared(old, new, inner)


def _whole_item(old: object, new: object, place: Place) -> Iterator[Change]:
    """Yield the operations of a path that one document lacks, each as a change of its own."""
    only = new if old is ABSENT else old
    if isinstance(only, dict) and only:
        yield from _compared({} if old is ABSENT else old, {} if new is ABSENT else new, place)
    else:
        yield _change(old, new, place)


def _lists(earlier: list[object], later: list[object], place: Place) -> Iterator[Change]:
    if is_rearranged(earlier, later):
        yield Change(
            kind=Kind.REORDERED,
            keys=place.earlier,
            words=place.words,
            nature=Nature.ORDER,
            before=earlier,
            after=later,
        )
        return
    for match in matches_in(earlier, later):
        old = ABSENT if match.earlier is None else earlier[match.earlier]
        new = ABSENT if match.later is None else later[match.later]
        yield from _compared(old, new, place.at(match.earlier or 0, match.later or 0, match.word))


def _is_same(earlier: object, later: object) -> bool:
    """Tell whether two values are one in JSON, where true is no number."""
    if isinstance(earlier, bool) or isinstance(later, bool):
        return earlier is later
    return earlier is later or earlier == later or (earlier != earlier and later != later)  # noqa: PLR0124 - NaN


def _change(earlier: object, later: object, place: Place) -> Change:
    kind = Kind.ADDED if earlier is ABSENT else Kind.REMOVED if later is ABSENT else Kind.CHANGED
    keys = place.later if kind is Kind.ADDED else place.earlier
    return Change(
        kind=kind,
        keys=keys,
        words=place.words,
        nature=Nature.FRAMEWORK if place.is_frameworks else nature_at(keys),
        before=None if earlier is ABSENT else earlier,
        after=None if later is ABSENT else later,
    )

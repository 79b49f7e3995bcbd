"""Which items of two lists belong together."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# What names an item, by the keys that it has; the first group that is there counts.
NAMES = (("name", "in"), ("$ref",), ("name",), ("url",))


@dataclass(frozen=True, slots=True)
class Match:
    """An item of two lists: its index in each, None where it is not, and its name for people."""

    earlier: int | None
    later: int | None
    word: str


def is_rearranged(earlier: list[object], later: list[object]) -> bool:
    """Tell whether two lists have the same items in another order."""
    if len(earlier) != len(later):
        return False
    before, after = [_text(item) for item in earlier], [_text(item) for item in later]
    return before != after and Counter(before) == Counter(after)


def matches_in(earlier: list[object], later: list[object]) -> Iterable[Match]:
    """Return which items belong together: by name if all have one of their own, else by place."""
    before, after = _by_name(earlier), _by_name(later)
    if before is None or after is None:
        return _by_place(len(earlier), len(later))
    return [Match(before.get(name), after.get(name), name) for name in before | after]


def _by_name(items: list[object]) -> dict[str, int] | None:
    names = [_name_of(item) for item in items]
    if None in names or len(set(names)) < len(names):
        return None
    return {str(name): index for index, name in enumerate(names)}


def _name_of(item: object) -> str | None:
    if isinstance(item, list):
        return None
    if isinstance(item, float) and item.is_integer():
        return str(int(item))  # 1.0 is 1 in JSON
    if not isinstance(item, dict):
        return _text(item)
    for keys in NAMES:
        values = [item.get(key) for key in keys]
        if all(isinstance(value, str) for value in values):
            return " in ".join(map(str, values))
    return None


def _by_place(before: int, after: int) -> Iterable[Match]:
    for index in range(max(before, after)):
        yield Match(index if index < before else None, index if index < after else None, str(index))


def _text(item: object) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False)

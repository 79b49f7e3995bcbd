"""Find where the nodes of any JSON text stand, also of one with keys that are there twice.

Only the objects on the way to a wanted node are read key by key; everything beside them is skipped
by the C code of the standard library.
"""

import json
import re
from collections.abc import Iterable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out

from api_schema.validation.path import Key
from api_schema.validation.reading.text import Keys, Place, Places, Wanted, tree_of

_SPACE = re.compile(r"[ \t\n\r]*")


def places_in(text: str, wanted: Iterable[Keys]) -> Places:
    """Return the places of nodes: that of the key where there is one, else that of the value."""
    starts: dict[Keys, int] = {}
    asked_for = set(wanted)
    _Search(text, starts).value((), _after_space(text, 0), tree_of(asked_for))
    return _as_places(text, {keys: starts[keys] for keys in asked_for & starts.keys()})


def duplicates_in(text: str) -> Iterator[tuple[Keys, int]]:
    """Yield the keys to each member whose name its object has already, and where it starts."""
    waiting: list[tuple[Keys, int]] = [((), _after_space(text, 0))]
    while waiting:
        keys, start = waiting.pop()
        seen: set[Key] = set()
        for key, key_start, value_start, has_twice in _members(text, start):
            if key in seen:
                yield (*keys, key), key_start
            seen.add(key)
            if has_twice:
                waiting.append(((*keys, key), value_start))


class _Search:
    """Walks along a tree of wanted keys and notes where each of them starts."""

    def __init__(self, text: str, starts: dict[Keys, int]) -> None:
        self._text = text
        self._starts = starts
        self._skip = json.JSONDecoder().raw_decode

    def value(self, keys: Keys, start: int, wanted: Wanted) -> int:
        """Note what is wanted in the value that starts here, and return where it ends."""
        self._starts.setdefault(keys, start)
        if not wanted or self._text[start] not in "{[":
            return self._skip(self._text, start)[1]
        if self._text[start] == "{":
            return self._object(keys, start, wanted)
        return self._array(keys, start, wanted)

    def _object(self, keys: Keys, start: int, wanted: Wanted) -> int:
        here = _after_space(self._text, start + 1)
        while self._text[here] != "}":
            key, end = scanstring(self._text, here + 1)
            value_start = _after_space(self._text, _after_space(self._text, end) + 1)
            if key in wanted:
                self._starts[*keys, key] = here  # of two, the last one counts, as for Python
                end = self.value((*keys, key), value_start, wanted[key])
            else:
                end = self._skip(self._text, value_start)[1]
            here = _next_member(self._text, end)
        return here + 1

    def _array(self, keys: Keys, start: int, wanted: Wanted) -> int:
        here = _after_space(self._text, start + 1)
        index = 0
        while self._text[here] != "]":
            if index in wanted:
                end = self.value((*keys, index), here, wanted[index])
            else:
                end = self._skip(self._text, here)[1]
            here = _next_member(self._text, end)
            index += 1
        return here + 1


def _members(text: str, start: int) -> Iterator[tuple[Key, int, int, bool]]:
    """Yield each member: its key, where it and its value start, and if there are doubles inside."""
    doubles: list[bool] = []

    def hook(pairs: list[tuple[str, object]]) -> None:
        if len({key for key, _ in pairs}) != len(pairs):
            doubles.append(True)

    skip = json.JSONDecoder(object_pairs_hook=hook).raw_decode
    opener = text[start]
    here = _after_space(text, start + 1) if opener in "{[" else start
    index = 0
    while opener in "{[" and text[here] not in "}]":
        key: Key = index
        value_start = here
        if opener == "{":
            key, end = scanstring(text, here + 1)
            value_start = _after_space(text, _after_space(text, end) + 1)
        doubles.clear()
        _, end = skip(text, value_start)
        yield key, here, value_start, bool(doubles)
        here = _next_member(text, end)
        index += 1


def _next_member(text: str, end: int) -> int:
    """Return where the next member starts, or where the closing bracket is."""
    here = _after_space(text, end)
    return _after_space(text, here + 1) if text[here] == "," else here


def _after_space(text: str, index: int) -> int:
    found = _SPACE.match(text, index)
    return found.end() if found else index


def _as_places(text: str, starts: dict[Keys, int]) -> Places:
    """Return lines and columns, counting the lines of the text once."""
    places: Places = {}
    line, counted = 1, 0
    for keys, start in sorted(starts.items(), key=_start_of):
        line += text.count("\n", counted, start)
        counted = start
        places[keys] = Place(line, start - text.rfind("\n", 0, start))
    return places


def _start_of(item: tuple[Keys, int]) -> int:
    return item[1]

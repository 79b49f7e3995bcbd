"""Find where the nodes of a JSON text stand when its data is known: skip by counting brackets.

The end of an object is its n-th closing brace, where n is the number of braces that its data gives
when written again; those inside of strings are among them both times. Counting goes at the speed of
memory, so a thousand places in twelve megabytes take hundredths of a second. It holds for texts
without escaped brackets and without keys that are there twice.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import orjson

from api_schema.validation.path import Key
from api_schema.validation.reading.text import Keys, Place, Places, Wanted, tree_of

_SPACE = re.compile(rb"[ \t\n\r]*")
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"')
_NAME = re.compile(_STRING.pattern + rb"[ \t\n\r]*:[ \t\n\r]*")
_WORD = re.compile(rb"[^] \t\n\r,}]+")
_BETWEEN = re.compile(rb"[ \t\n\r]*,?[ \t\n\r]*")
_ESCAPED = re.compile(rb"\\u00(?:3[aA]|[57][dD])")
NEAR = 64

_Member: TypeAlias = tuple[Key, object, int, int]


def can_be_counted(data: bytes) -> bool:
    """Tell whether no colon and no closing bracket of a text is written as an escape."""
    return b"\\u00" not in data or not _ESCAPED.search(data)


def counted_places(data: bytes, document: object, wanted: Iterable[Keys]) -> Places:
    """Return the places of nodes: that of the key where there is one, else that of the value."""
    asked_for = set(wanted)
    starts: dict[Keys, int] = {(): _after(_SPACE, data, 0)}
    waiting: list[tuple[Keys, object, int, Wanted]] = [
        ((), document, starts[()], tree_of(asked_for))
    ]
    while waiting:
        keys, node, start, branch = waiting.pop()
        for key, value, here, value_start in _members(data, node, start, branch):
            starts[*keys, key] = here
            waiting.append(((*keys, key), value, value_start, branch[key]))
    return _as_places(data, {keys: starts[keys] for keys in asked_for & starts.keys()})


def _members(data: bytes, node: object, start: int, wanted: Wanted) -> Iterator[_Member]:
    """Yield each wanted member: its key, its value, and where it and its value start."""
    if not wanted or not isinstance(node, dict | list):
        return
    here = _after(_SPACE, data, start + 1)
    left = len(wanted)
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        value_start = _after(_NAME, data, here) if isinstance(node, dict) else here
        if key in wanted:
            yield key, value, here, value_start
            left -= 1
        if not left:
            return
        here = _after(_BETWEEN, data, _end_of(data, value, value_start))


def _end_of(data: bytes, node: object, start: int) -> int:
    """Return where the value that starts here ends."""
    if isinstance(node, dict | list):
        written = orjson.dumps(node)
        closer = b"}" if isinstance(node, dict) else b"]"
        return _after_number(data, closer, written.count(closer), start, len(written))
    return _after(_STRING if isinstance(node, str) else _WORD, data, start)


def _after_number(data: bytes, byte: bytes, number: int, start: int, size: int) -> int:
    """Return the index behind the byte with this number, counted from a start."""
    end = start + size
    while (found := data.count(byte, start, end)) < number:
        number -= found
        start, end = end, end + size
    while end - start > NEAR:
        middle = (start + end) // 2
        found = data.count(byte, start, middle)
        if found < number:
            number -= found
            start = middle
        else:
            end = middle
    for _ in range(number):
        start = data.index(byte, start) + 1
    return start


def _after(form: re.Pattern[bytes], data: bytes, start: int) -> int:
    found = form.match(data, start)
    return found.end() if found else start


def _as_places(data: bytes, starts: dict[Keys, int]) -> Places:
    """Return lines and columns, going through the text once."""
    places: Places = {}
    line, column, counted = 1, 1, 0
    for keys, start in sorted(starts.items(), key=_start_of):
        lines = data.count(b"\n", counted, start)
        if lines:
            line, column, counted = line + lines, 1, data.rindex(b"\n", counted, start) + 1
        column += len(data[counted:start].decode())
        counted = start
        places[keys] = Place(line, column)
    return places


def _start_of(item: tuple[Keys, int]) -> int:
    return item[1]

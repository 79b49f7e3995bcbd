"""JSON as JSON: surrogate pairs, keys that are there twice, and what stands where."""

import json
import marshal
from collections.abc import Iterable

import orjson

from api_schema.validation.reading.counted_places import Known, can_be_counted, counted_places
from api_schema.validation.reading.decoding import decoded
from api_schema.validation.reading.json_places import duplicates_in, places_in
from api_schema.validation.reading.text import (
    Duplicate,
    Keys,
    Parsed,
    Places,
    Unreadable,
    place_at,
    too_deep,
)


def parse_json(data: bytes, name: str) -> Parsed:
    """Return a JSON text as Python objects.

    Raises:
        Unreadable: It is no JSON, or nested too deep.
    """
    document = parse_quickly(data)
    if document is None:
        return _carefully(decoded(data, name), name)
    return _plain(document, data)


def parse_hopefully(data: bytes) -> Parsed | None:
    """Return an object's text as Python objects, in the hope that it has no oddities.

    Returns:
        The document, right if ``parse_quickly`` returns one, too; None if it surely does not.
    """
    try:
        document = orjson.loads(data)
    except ValueError:
        return None
    return _plain(document, data) if isinstance(document, dict) else None


def parse_quickly(data: bytes) -> object:
    """Return a text without oddities as Python objects, at three times the speed; else None.

    A key that is there twice takes a colon with it: the text that the objects give has fewer.
    """
    if not can_be_counted(data):
        return None
    try:
        document = orjson.loads(data)
        again = orjson.dumps(document)  # refuses what would overflow the stack later
    except (TypeError, ValueError):
        return None
    return document if again.count(b":") == data.count(b":") else None


def _plain(document: object, data: bytes) -> Parsed:
    known: Known = {}

    def places(wanted: Iterable[Keys]) -> Places:
        return counted_places(data, document, wanted, known)

    return Parsed(document=document, odd_numbers=False, duplicates=(), places=places)


def _carefully(text: str, name: str) -> Parsed:
    """Return a text as Python objects, and what is odd about it."""

    def places(wanted: Iterable[Keys]) -> Places:
        return places_in(text, wanted)

    watch = _Watch()
    document = _decoded(text, name, watch)
    try:
        # C code that refuses what would overflow the stack later
        marshal.dumps(document)  # type: ignore[arg-type]  # it is what JSON gives
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        why = "a text holds half of a surrogate pair, which is no character"
        raise Unreadable(name, None, why, "write both halves, or the character itself") from error
    except (RecursionError, ValueError) as error:
        raise too_deep(name) from error
    return Parsed(
        document=document,
        odd_numbers=watch.odd_numbers,
        duplicates=_duplicates(text) if watch.duplicates else (),
        places=places,
    )


def _decoded(text: str, name: str, watch: "_Watch") -> object:
    decoder = json.JSONDecoder(object_pairs_hook=watch.object, parse_constant=watch.constant)
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        place = place_at(text, error.pos)
        raise Unreadable(name, place, error.msg, "the text is no JSON from here on") from error
    except RecursionError as error:
        raise too_deep(name) from error
    except ValueError as error:  # Python's limit for whole numbers
        why = "a number has more digits than programs read"
        raise Unreadable(name, None, why, "write it as a text") from error


def _duplicates(text: str) -> tuple[Duplicate, ...]:
    return tuple(
        Duplicate(keys=keys, place=place_at(text, index)) for keys, index in duplicates_in(text)
    )


class _Watch:
    """Notes while parsing what Python's dictionaries and floats do not keep."""

    def __init__(self) -> None:
        self.duplicates = False
        self.odd_numbers = False

    def object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """Return an object, noting whether a key was lost."""
        found = dict(pairs)
        if len(found) != len(pairs):
            self.duplicates = True
        return found

    def constant(self, name: str) -> float:
        """Return NaN or an infinity."""
        self.odd_numbers = True
        return float(name)

"""Build the data of a YAML document from its events, without recursion."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import yaml

from api_schema.validation.path import Key
from api_schema.validation.reading.text import (
    DEEPEST,
    Duplicate,
    Keys,
    Place,
    Places,
    Unreadable,
    too_deep,
)
from api_schema.validation.reading.yaml_scalars import TAGS, plain_value

MOST_NODES = 2_000_000
MERGE = "<<"
COLLECTIONS = frozenset({None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


@dataclass(slots=True, kw_only=True)
class Reading:
    """What came of a text.

    Attributes:
        document: The data.
        odd_numbers: Whether there is a number that JSON does not know.
        duplicates: The keys that are there twice.
        places: Where the wanted nodes are.
    """

    document: object = None
    odd_numbers: bool = False
    duplicates: list[Duplicate] = field(default_factory=list)
    places: Places = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A collection that is being read."""

    value: dict[str, object] | list[object]
    keys: Keys
    anchor: str | None
    nodes_before: int
    key: str | None = None
    merges: bool = False
    merged: list[object] = field(default_factory=list)


def read_tree(events: Iterable[yaml.Event], name: str, wanted: frozenset[Keys]) -> Reading:
    """Return the data of the one document in a stream of events.

    Args:
        events: What the parser sees.
        name: The text's name in errors.
        wanted: The keys to the nodes whose places are noted.

    Raises:
        Unreadable: There is not one document, or too much of it, or a tag that is not plain data.
    """
    builder = _Builder(name, wanted)
    for event in events:
        builder.take(event)
    return builder.reading


class _Builder:
    """Takes events one by one."""

    def __init__(self, name: str, wanted: frozenset[Keys]) -> None:
        self.reading = Reading()
        self._name = name
        self._wanted = wanted
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[object, int]] = {}
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refusal(event, "there is more than one document")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(event, top, event.value)
            if event.anchor:
                self._anchors[event.anchor] = (event.value, 1)
            return
        value = self._value_of(event)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._note(event, self._keys())
        self._put(value, 1)

    def _value_of(self, event: yaml.ScalarEvent) -> object:
        text: str = event.value
        if event.tag is not None and event.tag != "!":
            if event.tag not in TAGS:
                raise self._refusal(event, f"the tag {event.tag} is no plain data")
            value = TAGS[event.tag](text)
        else:
            value = plain_value(text) if event.implicit[0] else text
        if isinstance(value, float) and not math.isfinite(value):
            self.reading.odd_numbers = True
        return value

    def _key(self, event: yaml.Event, top: _Open, key: str) -> None:
        keys = (*top.keys, key)
        # In quotes it is a key like any other.
        top.merges = key == MERGE and isinstance(event, yaml.ScalarEvent) and event.implicit[0]
        if key in top.value and not top.merges:
            self.reading.duplicates.append(Duplicate(keys=keys, place=_place_of(event)))
        top.key = key
        self._note(event, keys)

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag not in COLLECTIONS:
            raise self._refusal(event, f"the tag {event.tag} is no plain data")
        if len(self._open) >= DEEPEST:
            raise too_deep(self._name)
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            raise self._refusal(event, "a key is an object or an array")
        keys = self._keys()
        self._note(event, keys)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        value: dict[str, object] | list[object] = {} if is_mapping else []
        self._open.append(_Open(value, keys, event.anchor, self._nodes))

    def _end(self) -> None:
        closed = self._open.pop()
        for merged in reversed(closed.merged):
            if isinstance(closed.value, dict) and isinstance(merged, dict):
                closed.value = {**merged, **closed.value}
        size = self._nodes - closed.nodes_before + 1
        if closed.anchor:
            self._anchors[closed.anchor] = (closed.value, size)
        self._put(closed.value, 1)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            raise self._refusal(event, f"the alias *{event.anchor} stands for nothing, or itself")
        value, size = self._anchors[event.anchor]
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._key(event, top, str(value))
            return
        self._note(event, self._keys())
        self._put(value, size)

    def _put(self, value: object, size: int) -> None:
        self._nodes += size
        if self._nodes > MOST_NODES:
            why = f"it has more than {MOST_NODES:,} nodes, aliases written out"
            raise Unreadable(self._name, None, why, "aliases of aliases grow without bounds")
        if not self._open:
            self.reading.document = value
            return
        top = self._open[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.merges:
            top.merged += value if isinstance(value, list) else [value]
            top.key = None
            top.merges = False
        elif top.key is not None:
            top.value[top.key] = value
            top.key = None

    def _keys(self) -> Keys:
        if not self._open:
            return ()
        top = self._open[-1]
        key: Key | None = top.key if isinstance(top.value, dict) else len(top.value)
        return (*top.keys, key) if key is not None else top.keys

    def _note(self, event: yaml.Event, keys: Keys) -> None:
        if keys in self._wanted:
            self.reading.places.setdefault(keys, _place_of(event))

    def _refusal(self, event: yaml.Event, why: str) -> Unreadable:
        return Unreadable(self._name, _place_of(event), why, "write plain data")


def _place_of(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(0, 0)

"""Read a user's YAML: its content, where each part of it stands, and what no profile may hold."""

from collections.abc import Callable, Mapping

import yaml
from yaml.constructor import SafeConstructor

from oauth_tool.profiles.mistakes import Finding, KeyPath, Mistake, Place, shown
from oauth_tool.profiles.source import (
    MAX_DEPTH,
    PROFILE,
    Limits,
    Source,
    Unreadable,
    place_of,
    root_node,
    too_deep,
)

MAX_DIGITS = 20

YAML = "tag:yaml.org,2002:"
TEXT, MAPPING, LIST, MERGE = (f"{YAML}{name}" for name in ("str", "map", "seq", "merge"))
BOOLEANS: Mapping[str, bool] = SafeConstructor.bool_values


def read_source(file: str, data: bytes, limits: Limits = PROFILE) -> Source:
    """Read YAML as data alone: mappings, lists, texts, whole numbers, booleans and nothing."""
    walk = _Walk(file, limits)
    try:
        root = root_node(data, limits)
        content = walk.value(root, ()) if root else None
    except Unreadable as error:
        mistake = Mistake(file=file, place=error.place, finding=error.finding)
        return Source(file=file, mistakes=(mistake,))
    return Source(
        file=file,
        content=content,
        places=walk.places,
        mistakes=tuple(walk.mistakes),
        unread=frozenset(walk.unread),
    )


class _Walk:
    """One way through the nodes of a file, from the top down."""

    def __init__(self, file: str, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._nodes = 0
        self.places: dict[KeyPath, Place] = {}
        self.mistakes: list[Mistake] = []
        self.unread: set[KeyPath] = set()

    def value(self, node: yaml.Node, path: KeyPath) -> object:
        """Return what a node stands for."""
        self._nodes += 1
        if self._nodes > self._limits.values:
            raise Unreadable(
                place_of(node.start_mark),
                f"with its aliases, the file has more than {self._limits.values} values",
                "no honest file has that many",
            )
        if len(path) > MAX_DEPTH:  # an alias within what it stands for
            raise too_deep(place_of(node.start_mark))
        self.places.setdefault(path, place_of(node.start_mark))
        if isinstance(node, yaml.MappingNode) and node.tag == MAPPING:
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == LIST:
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
            return self._scalar(node, path)
        return self._refused(node, path)

    def _scalar(self, node: yaml.ScalarNode, path: KeyPath) -> object:
        try:
            return _SCALARS[node.tag](node)
        except (KeyError, ValueError):
            return self._refused(node, path)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, object]:
        content: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            here = (*path, key)
            if key in content:
                first = self.places[here].line
                self._complain(
                    key_node, here, f"the key stands in line {first} already", "keep one of them"
                )
                continue
            self.places[here] = place_of(key_node.start_mark)
            content[key] = self.value(value_node, here)
        return content

    def _key(self, node: yaml.Node, path: KeyPath) -> str:
        key = node.value if isinstance(node, yaml.ScalarNode) else "?"
        if node.tag == MERGE:
            self._complain(node, path, "merge keys are not read", "write out what << brings in")
            self.unread.add((*path, key))
        elif node.tag != TEXT:
            self._complain(
                node,
                path,
                f"the key {key[:40]} is {_kind(node)} to YAML, not a text",
                f"put it in quotes: {key[:40]!r}",
            )
        return str(key)

    def _refused(self, node: yaml.Node, path: KeyPath) -> str:
        text = node.value if isinstance(node, yaml.ScalarNode) else ""
        what = f"{shown(text)} is" if text else "this is"
        self._complain(node, path, f"{what} {_kind(node)} to YAML", _remedy(node))
        self.unread.add(path)
        return text

    def _complain(self, node: yaml.Node, path: KeyPath, message: str, remedy: str) -> None:
        finding = Finding(path=path, message=message, remedy=remedy)
        self.mistakes.append(
            Mistake(file=self._file, place=place_of(node.start_mark), finding=finding)
        )


def _kind(node: yaml.Node) -> str:
    if node.tag.startswith(YAML):
        return f"of the kind '{node.tag.removeprefix(YAML)}'"
    return f"tagged {node.tag[:40]}"


def _remedy(node: yaml.Node) -> str:
    if node.tag == f"{YAML}float":
        return "write a whole number, or put a text in quotes"
    return "put a text in quotes, and remove a tag"


def _number(node: yaml.ScalarNode) -> int:
    if len(node.value) > MAX_DIGITS:
        raise ValueError(node.value)
    return int(SafeConstructor().construct_yaml_int(node))


_SCALARS: Mapping[str, Callable[[yaml.ScalarNode], object]] = {
    TEXT: lambda node: node.value,
    f"{YAML}null": lambda _: None,
    f"{YAML}bool": lambda node: BOOLEANS[node.value.lower()],
    f"{YAML}int": _number,
}

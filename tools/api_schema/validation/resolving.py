"""Find what a reference leads to, in the document and in the files that it may read."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urldefrag

from api_schema.validation.grammar import Json, kind_at
from api_schema.validation.path import ROOT, Path, below, file_of, keys_of, unescaped
from api_schema.validation.version import Version

Fetch = Callable[[str, str], tuple[str, object]]
LONGEST_CHAIN = 100
NAMING = {"$anchor": "#", "$dynamicAnchor": "#", "$id": "", "$self": ""}


class Unresolved(Exception):
    """A reference leads to nothing.

    Attributes:
        fault: What is wrong with it, as the end of a sentence that starts with the reference.
        followed: Whether it was looked up at all.
    """

    def __init__(self, fault: str, *, followed: bool = True) -> None:
        super().__init__(fault)
        self.fault = fault
        self.followed = followed


class Target(NamedTuple):
    """What a reference leads to.

    Attributes:
        node: The object itself.
        path: Where it is.
        kind: The kind of object that belongs there; None where anything may stand.
    """

    node: object
    path: Path
    kind: str | None


def refuse_to_fetch(base: str, location: str) -> tuple[str, object]:
    """Fetch nothing: the default, since a fetch lets a document make requests from here.

    Raises:
        Unresolved: Always.
    """
    del base, location
    raise Unresolved("leads out of the document, and is not followed", followed=False)


class Resolver:
    """Looks up references, each file fetched once."""

    def __init__(self, document: Json, version: Version, fetch: Fetch = refuse_to_fetch) -> None:
        self._version = version
        self._grammar = version.grammar
        self._fetch = fetch
        self._files: dict[str, object] = {"": document}
        self._fetched: dict[tuple[str, str], str] = {}
        self._names: dict[str, dict[str, Path]] = {}
        self._targets: dict[tuple[str, str], Target] = {}
        self._ends: dict[tuple[str, str], Target] = {}

    @property
    def files(self) -> dict[str, object]:
        """Every file that was read, by name; the document itself has none."""
        return self._files

    def resolve(self, reference: str, path: Path) -> Target:
        """Return what a reference that stands at a path leads to, through further references.

        Raises:
            Unresolved: There is nothing, or no end.
        """
        where = file_of(path) if len(self._files) > 1 else "", reference
        known = self._ends.get(where)
        if known is not None:
            return known
        found = self._end_of(reference, path)
        if where in self._targets:  # else it depends on where exactly the reference stands
            self._ends[where] = found
        return found

    def _file_around(self, path: Path) -> str:
        return file_of(path) if len(self._files) > 1 else ""

    def _end_of(self, reference: str, path: Path) -> Target:
        target = self.step(reference, path)
        seen: set[Path] = set()
        while (following := self._following(target.node)) is not None:
            if target.path in seen or len(seen) > LONGEST_CHAIN:
                raise Unresolved("leads back to itself")
            seen.add(target.path)
            target = self.step(following, target.path)
        return target

    def _following(self, node: object) -> str | None:
        """Return what an object refers to that is nothing but a reference."""
        if not isinstance(node, dict) or (self._version.has_json_schema and len(node) > 1):
            return None
        reference = node.get("$ref")
        return reference if isinstance(reference, str) else None

    def step(self, reference: str, path: Path) -> Target:
        """Return what a reference leads to, not following it any further.

        Raises:
            Unresolved: There is nothing.
        """
        file = self._file_around(path)
        known = self._targets.get((file, reference))
        if known is not None:
            return known
        location, fragment = _parts_of(reference)
        start = self._start(location, file)
        try:
            found = self._at(fragment, start)
        except Unresolved:
            if location or not fragment.startswith("/"):
                raise
            return self._in_resource(fragment, path)
        self._targets[file, reference] = found
        return found

    def _start(self, location: str, file: str) -> Path:
        if not location:
            return self._root_of(file)
        if self._version.has_json_schema:
            named = self._names_in(file).get(location)
            if named is not None:
                return named
        return self._root_of(self._fetched_file(file, location))

    def _at(self, fragment: str, start: Path) -> Target:
        if fragment and not fragment.startswith("/"):
            return self._anchored(fragment, file_of(start))
        return self._pointed(fragment, start)

    def _fetched_file(self, base: str, location: str) -> str:
        if (base, location) not in self._fetched:
            name, document = self._fetch(base, location)
            self._files.setdefault(name, document)
            self._fetched[base, location] = name
        return self._fetched[base, location]

    def _root_of(self, file: str) -> Path:
        return (file,) if file else ROOT

    def _pointed(self, fragment: str, start: Path) -> Target:
        path, node = start, self._node_at(start)
        for part in unquote(fragment).split("/")[1:]:
            key = unescaped(part) if "~" in part else part
            if isinstance(node, dict) and key in node:
                node = node[key]
                path = (path, key)
            elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
                path = (path, int(key))
            else:
                raise Unresolved("leads to nothing")
        kind = None if file_of(start) else kind_at(self._grammar, keys_of(path))
        return Target(node, path, kind)

    def _node_at(self, path: Path) -> object:
        node = self._files[file_of(path)]
        for key in keys_of(path):
            node = node[key]  # type: ignore[index]  # the path was taken from this very document
        return node

    def _anchored(self, name: str, file: str) -> Target:
        path = self._names_in(file).get(f"#{name}")
        if path is None:
            raise Unresolved("leads to no anchor")
        return Target(self._node_at(path), path, kind_at(self._grammar, keys_of(path)))

    def _names_in(self, file: str) -> dict[str, Path]:
        if file not in self._names:
            self._names[file] = dict(_names(self._files[file], self._root_of(file)))
        return self._names[file]

    def _in_resource(self, fragment: str, path: Path) -> Target:
        """Look below the nearest schema around a path that has an ``$id`` (JSON Schema, 8.2.1)."""
        while self._version.has_json_schema and len(path) == 2:  # noqa: PLR2004 - (path, key)
            path = path[0]
            node = self._node_at(path)
            if isinstance(node, dict) and isinstance(node.get("$id"), str):
                return self._pointed(fragment, path)
        raise Unresolved("leads to nothing")


def _parts_of(reference: str) -> tuple[str, str]:
    """Return the address of the document that a reference leads to, and the fragment in it.

    Raises:
        Unresolved: It is no address.
    """
    if reference.startswith("#"):  # nearly all of them
        return "", reference[1:]
    try:
        location, fragment = urldefrag(reference)
    except ValueError as error:
        raise Unresolved("is no address") from error
    return location, fragment


def _names(document: object, start: Path) -> Iterator[tuple[str, Path]]:
    waiting: list[tuple[object, Path]] = [(document, start)]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, dict):
            yield from _names_of(node, path)
            waiting.extend((value, below(path, key)) for key, value in node.items())
        elif isinstance(node, list):
            waiting.extend((value, below(path, index)) for index, value in enumerate(node))


def _names_of(node: dict[str, object], path: Path) -> Iterator[tuple[str, Path]]:
    for keyword, prefix in NAMING.items():
        name = node.get(keyword)
        if isinstance(name, str):
            yield prefix + name, path

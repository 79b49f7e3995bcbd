"""What a JSON schema cannot say of a profile: that its parts fit one another.

A rule asks for what it compares, and says nothing about what is missing or wrong by itself.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from oauth_tool.oauth.credentials import ScryptCost
from oauth_tool.profiles.building import TABLES
from oauth_tool.profiles.mistakes import Finding, KeyPath, shown
from oauth_tool.profiles.profile import Endpoints
from oauth_tool.profiles.shipped import SHIPPED, Document

MAX_HASHING_MEMORY = 2**30


@dataclass(frozen=True, kw_only=True, slots=True)
class Sound:
    """The parts of a document that nothing is known to be wrong with.

    Attributes:
        document: The whole document.
        doubtful: The paths of what is wrong by itself.
    """

    document: Document
    doubtful: Collection[KeyPath]

    def at(self, *path: str | int) -> Any:  # noqa: ANN401 - a part of a YAML document
        """Return the value at a path, None if there is none that can be trusted."""
        part: Any = self.document
        for depth, key in enumerate(path, start=1):
            if path[:depth] in self.doubtful or key not in part:
                return None
            part = part[key]
        return part


def meaning_findings(document: Document, doubtful: Collection[KeyPath]) -> Iterator[Finding]:
    """Yield what does not fit together, saying nothing about what is wrong by itself."""
    sound = Sound(document=document, doubtful=doubtful)
    for rule in RULES:
        yield from rule(sound)


def _name(sound: Sound) -> Iterator[Finding]:
    name = sound.at("name")
    if name in SHIPPED:
        yield Finding(
            path=("name",),
            message=f"{name!r} is a profile that ships with the tool",
            remedy="choose another name: the local store is named after it",
        )


def _endpoints(sound: Sound) -> Iterator[Finding]:
    addresses = sound.at("addresses")
    for endpoint in fields(Endpoints):
        path = ("endpoints", endpoint.name, "at")
        at = sound.at(*path)
        if addresses and at and at not in addresses:
            yield Finding(
                path=path,
                message=f"there is no address {at!r}",
                remedy=f"add it to addresses, or write {' or '.join(addresses)}",
            )


def _addresses(sound: Sound) -> Iterator[Finding]:
    for name in sound.at("addresses") or ():
        url = sound.at("addresses", name)
        if url and not _is_address(url):
            yield Finding(
                path=("addresses", name),
                message=f"{shown(url)} is not the address of a server",
                remedy="write it like https://platform.example or http://localhost:8006",
            )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    has_extras = not {"@", "?", "#", "\\", " "}.isdisjoint(url)
    return bool(parts.hostname) and port != 0 and url.isprintable() and not has_extras


def _resource_scope(sound: Sound) -> Iterator[Finding]:
    scope, scopes = sound.at("resource_scope"), sound.at("scopes")
    if scope and scopes and scope not in scopes:
        yield Finding(
            path=("resource_scope",),
            message=f"{shown(scope)} is not one of the scopes",
            remedy="add it to scopes, or write one of those",
        )


def _default_grant_types(sound: Sound) -> Iterator[Finding]:
    allowed = sound.at("grant_types")
    for index, grant in enumerate(sound.at("default_grant_types") or ()):
        path = ("default_grant_types", index)
        if allowed and path not in sound.doubtful and grant not in allowed:
            yield Finding(
                path=path,
                message=f"{shown(grant)} is not one of the grant_types",
                remedy=f"add it there, or write {' or '.join(map(str, allowed))}",
            )


def _scrypt(sound: Sound) -> Iterator[Finding]:
    path = ("credentials", "scrypt")
    n, r, p = (sound.at(*path, key) for key in ("n", "r", "p"))
    wrong = []
    if n and n & (n - 1):
        wrong.append((f"{n} is not a power of two", f"use {1 << n.bit_length() - 1}"))
    if n and r and n >= 1 << 16 * r:  # RFC 7914 2: n is less than 2 ** (128 * r / 8)
        wrong.append((f"{n} is too much for r = {r}", "raise r to 8"))
    if n and r and p and ScryptCost(n=n, r=r, p=p, length=32).memory > MAX_HASHING_MEMORY:
        wrong.append(("one hash would take more than 1 GiB", "lower n or r"))
    for message, remedy in wrong:
        yield Finding(path=(*path, "n"), message=message, remedy=remedy)


def _table_names(sound: Sound) -> Iterator[Finding]:
    paths: list[KeyPath] = [("database", "tables", table, "name") for table in TABLES]
    names = {path: name for path in paths if (name := sound.at(*path))}
    yield from _repeated(names)
    for path, name in names.items():
        if name.lower().startswith("sqlite_"):
            yield Finding(
                path=path,
                message=f"SQLite, which the local store is in, keeps the name {name!r} for itself",
                remedy="write a name that begins otherwise",
            )


def _column_names(sound: Sound) -> Iterator[Finding]:
    for table in TABLES:
        at = ("database", "tables", table, "columns")
        paths: list[KeyPath] = [(*at, field) for field in sound.at(*at) or ()]
        yield from _repeated({path: name for path in paths if (name := sound.at(*path))})


def _repeated(names: Mapping[KeyPath, str]) -> Iterator[Finding]:
    seen = set()
    for path, name in names.items():
        if name.lower() in seen:  # SQLite compares names without regard to case
            yield Finding(
                path=path,
                message=f"the name {name!r} stands here for the second time",
                remedy="every table, and every column of a table, has a name of its own",
            )
        seen.add(name.lower())


def _optional_columns(sound: Sound) -> Iterator[Finding]:
    for table in TABLES:
        at = ("database", "tables", table)
        columns, optional = sound.at(*at, "columns"), sound.at(*at, "optional") or ()
        for index, field in enumerate(optional):
            if columns and (*at, "optional", index) not in sound.doubtful and field not in columns:
                yield Finding(
                    path=(*at, "optional", index),
                    message=f"{field!r} has no column that could be lacking",
                    remedy="name its column under columns, or leave it out here",
                )


RULES: tuple[Callable[[Sound], Iterator[Finding]], ...] = (
    _name,
    _endpoints,
    _addresses,
    _resource_scope,
    _default_grant_types,
    _scrypt,
    _table_names,
    _column_names,
    _optional_columns,
)

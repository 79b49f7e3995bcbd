"""The way from a document's root to one of its nodes, cheap to extend, and its JSON pointer.

A walk over a large document makes one for every node and a pointer for next to none, so a path is
a plain tuple: ``()`` is the root, ``(path, key)`` is what a key of the node at a path holds, and
``(file,)`` is the root of another file that a reference leads to.
"""

from typing import TypeAlias

Key: TypeAlias = str | int
Path: TypeAlias = tuple[()] | tuple[str] | tuple["Path", Key]

ROOT: tuple[()] = ()
ROOT_POINTER = "#"


def below(path: Path, *keys: Key) -> Path:
    """Return the path to what keys lead to from a path."""
    for key in keys:
        path = (path, key)
    return path


def keys_of(path: Path) -> tuple[Key, ...]:
    """Return the keys from the root of the file to the node."""
    keys: list[Key] = []
    while len(path) == 2:  # noqa: PLR2004 - (path, key)
        path, key = path
        keys.append(key)
    return tuple(reversed(keys))


def file_of(path: Path) -> str:
    """Return the file that a path is in; empty for the document itself."""
    while len(path) == 2:  # noqa: PLR2004 - (path, key)
        path = path[0]
    return path[0] if path else ""


def pointer_of(path: Path) -> str:
    """Return the JSON pointer to a node after a "#" (RFC 6901), not percent-encoded."""
    return "".join((ROOT_POINTER, *(f"/{escaped(str(key))}" for key in keys_of(path))))


def escaped(key: str) -> str:
    """Return a key as it is written in a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def unescaped(part: str) -> str:
    """Return the key that a part of a JSON pointer stands for."""
    return part.replace("~1", "/").replace("~0", "~")

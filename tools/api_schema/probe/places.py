"""What is at a path now: files, folders, what the import system would find there."""

# Importing pathlib takes longer than all that a hit has to do.
# ruff: noqa: PTH123, PTH208

from __future__ import annotations

import os
import stat
import time

try:  # hashlib loads OpenSSL, which takes longer than most of what is checked here
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = (".py", ".pyc", ".so", ".pth", ".egg-link", ".zip")
METADATA = (".dist-info", ".egg-info", ".egg")
LEFT_OUT = "__pycache__"
SEPARATOR = "\0"  # in no name
BLOCK = 1 << 20
SETTLING = 50_000_000  # nanoseconds in which a file may change again and keep its times

Signature = list[int]
_stat = os.stat  # the probe watches what an import looks at, and not what is looked at here


def signature(path: str) -> Signature | None:
    """Return what changes when a file does, without reading it; None if there is nothing."""
    try:
        found = _stat(path)
    except (OSError, ValueError):
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def is_settled(found: Signature | None) -> bool:
    """Tell whether a file that has this signature is the same for as long as it has it."""
    return found is not None and max(found[1:3]) < time.time_ns() - SETTLING


def content(path: str) -> str | None:
    """Return a digest of a file's content; None if it cannot be read."""
    found = blake2b(digest_size=16)
    try:
        with open(path, "rb", buffering=0) as file:
            while block := file.read(BLOCK):
                found.update(block)
    except (OSError, ValueError):
        return None
    return found.hexdigest()


def digest(data: bytes | bytearray) -> str:
    """Return the digest of a file with this content."""
    return blake2b(data, digest_size=16).hexdigest()


def kind(path: str) -> str:
    """Return whether there is a file, a folder, a link to somewhere, or nothing."""
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):
        return "nothing"
    if stat.S_ISLNK(mode):
        return f"a link to {os.path.realpath(path)}"
    return "a folder" if stat.S_ISDIR(mode) else "a file"


def listing(path: str) -> str | None:
    """Return a digest of the names in a folder; None if there is no folder."""
    return _digest_of_names(path, is_counted=lambda name: name != LEFT_OUT)


def metadata_listing(path: str) -> str | None:
    """Return a digest of the names in a folder that tell of installed distributions."""
    return _digest_of_names(path, is_counted=lambda name: name.endswith(METADATA))


def import_listing(path: str) -> str | None:
    """Return a digest of the names in a folder that decide about what is imported."""
    return _digest_of_names(path, is_counted=is_importable)


def is_importable(name: str) -> bool:
    """Tell whether a name has a suffix of modules or of path files, or none, as a folder may."""
    return name != LEFT_OUT and ("." not in name or name.endswith(SUFFIXES))


def text(value: str, salt: str) -> str:
    """Return a digest of a text that may be a secret."""
    return blake2b(
        value.encode("utf-8", "surrogateescape"), key=salt.encode(), digest_size=16
    ).hexdigest()


def _digest_of_names(path: str, *, is_counted: Callable[[str], bool]) -> str | None:
    try:
        names = sorted(filter(is_counted, os.listdir(path)))
    except (OSError, ValueError):
        return None
    listed = SEPARATOR.join(names).encode("utf-8", "surrogateescape")
    return blake2b(listed, digest_size=16).hexdigest()

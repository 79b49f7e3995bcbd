"""What makes two runs the same question: keys of the cache."""

# Importing pathlib takes longer than all that a hit has to do.
# ruff: noqa: PTH100, PTH111, PTH118, PTH120, PTH208

from __future__ import annotations

import os
import sys

from api_schema.cache.entry import read_entry, write_entry
from api_schema.probe import places

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 2
FOLDER = "tool"
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The folders whose code decides what is written.
PARTS = (
    "",
    "cache",
    "cli",
    "converting",
    "editing",
    "probe",
    "probe/frameworks",
    "project",
    "styles",
    "diff",
    "validation",
)


_tools: dict[str, tuple[str, str, bool]] = {}  # by the folder of the cache


def key_for(question: object, folder: str) -> str:
    """Return the key of a question to this version of the tool.

    Args:
        question: Lists, texts and other plain values.
        folder: That of the cache.
    """
    _, tool, _ = _tool(folder)
    words = [FORMAT, tool, sys.platform, os.uname().machine, question]
    return places.digest(repr(words).encode())


def remember_tool(folder: str) -> None:
    """Keep the digest of this tool's own code for as long as no file of it changes.

    Raises:
        OSError: It cannot be written.
    """
    file, digest, is_news = _tool(folder)
    if is_news:
        write_entry(file, {"digest": digest}, b"")


def _tool(folder: str) -> tuple[str, str, bool]:
    """Return where a digest of this tool's code is kept, the digest, and whether to keep it."""
    if folder not in _tools:
        files = _files()
        states = [places.signature(f"{PACKAGE}/{file}") for file in files]
        file = os.path.join(folder, FOLDER, places.digest(repr([PACKAGE, states]).encode()))
        kept = read_entry(file)
        digest = kept[0]["digest"] if kept else _digest_of(files)
        _tools[folder] = file, digest, not kept and all(map(places.is_settled, states))
    return _tools[folder]


def _digest_of(files: list[str]) -> str:
    contents = [(file, places.content(f"{PACKAGE}/{file}")) for file in files]
    return places.digest(repr(contents).encode())


def _files() -> list[str]:
    return [
        f"{part}/{name}"
        for part in PARTS
        for name in sorted(os.listdir(os.path.join(PACKAGE, part)))
        if name.endswith(".py")
    ]


def default_folder(environment: Mapping[str, str]) -> str:
    """Return the folder that the cache is in unless the user has another."""
    base = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "export-api-schema")

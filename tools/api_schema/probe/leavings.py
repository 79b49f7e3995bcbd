"""What an import leaves in its throwaway folders, so that the next one does not find it there."""

from __future__ import annotations

import contextlib
import os


def leavings_in(folder: str) -> dict[str, bytes | None]:
    """Return all that is in a folder and below it: path → content, None for a folder."""
    found: dict[str, bytes | None] = {}
    for place, _, names in os.walk(folder):
        found[place] = None
        for name in names:
            path = f"{place}/{name}"
            with contextlib.suppress(OSError):  # a socket, a link to nowhere
                found[path] = content_of(path)
    return found


def put_back(folder: str, before: dict[str, bytes | None]) -> None:
    """Make a folder what it was: files stay the same files, somebody may have them open."""
    for path, content in leavings_in(folder).items():
        if path not in before and content is not None:
            with contextlib.suppress(OSError):
                os.remove(path)  # noqa: PTH107 - pathlib is slow to import
    for place, _, _ in os.walk(folder, topdown=False):
        if place not in before:
            with contextlib.suppress(OSError):
                os.rmdir(place)  # noqa: PTH106 - the same
    for path, content in before.items():
        if content is None:
            os.makedirs(path, exist_ok=True)  # noqa: PTH103 - the same
        elif not is_still(path, content):
            with open(path, "wb") as file:  # noqa: PTH123 - the same
                file.write(content)


def is_still(path: str, content: bytes) -> bool:
    """Tell whether a file has this content."""
    try:
        return content_of(path) == content
    except OSError:
        return False


def content_of(path: str) -> bytes:
    """Return a file's bytes."""
    with open(path, "rb") as file:  # noqa: PTH123 - the same
        return file.read()

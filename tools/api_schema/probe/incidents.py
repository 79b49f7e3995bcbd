"""What the import tried that an export should know of, and which line tried it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

FOLDER = __file__.rpartition("/")[0] + "/"
MOST = 200  # a loop that tries again and again is told of once, many loops up to here
DEEPEST = 60

seen: dict[tuple[str, str, str], dict[str, object]] = {}


def tell(kind: str, action: str, subject: object) -> None:
    """Remember that the import was refused something, was allowed it, or left something behind.

    Args:
        kind: ``refused``, ``allowed`` or ``wrote``.
        action: What it did: ``connect``, ``look up``, ``start``, ``write`` …
        subject: What it did that to.
    """
    key = (kind, action, str(subject))
    if key in seen or len(seen) < MOST:
        incident = seen.setdefault(
            key,
            {
                "kind": kind,
                "action": action,
                "subject": str(subject),
                "count": 0,
                "frames": stack(),
            },
        )
        incident["count"] = int(str(incident["count"])) + 1


def is_of_the_probe(file: str) -> bool:
    """Tell whether a source file is one of this folder."""
    return file.startswith(FOLDER)


def stack() -> list[tuple[str, int, str]]:
    """Return file, line and function of the backend's frames, the last call last."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - there is no other way to a stack
    frames: list[tuple[str, int, str]] = []
    while frame is not None and len(frames) < DEEPEST:
        file = frame.f_code.co_filename
        if not (is_of_the_probe(file) or file.startswith("<frozen importlib")):
            frames.append((file, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return frames[::-1]

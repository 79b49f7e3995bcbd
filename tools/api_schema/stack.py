"""Frames of the backend's stack, and the one among them that its developers wrote."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

INSTALLED = frozenset({"site-packages", "dist-packages"})
_DUMPED = re.compile(
    r'^  File "(?P<file>.+)", line (?P<line>\d+) in (?P<function>.+)$', re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A place that the backend had come to.

    Attributes:
        file: The path of the source file, as Python knows it.
        line: The line, counted from 1.
        function: The name of the function, ``<module>`` outside of one.
    """

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        """Return the place in the form that terminals turn into a link."""
        path, here = Path(self.file), Path.cwd()
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        return f"{shown}:{self.line} in {self.function}"


def own_frame(frames: Sequence[Frame], *, library: str) -> Frame | None:
    """Return the last frame of the backend itself.

    A backend may be an installed package: without a frame outside of ``site-packages``, it is the
    last one outside of the standard library.

    Args:
        frames: The stack, the last call last.
        library: The folder of the backend's standard library.
    """
    sources = [frame for frame in frames if not _is_standard(frame, library)]
    own = [frame for frame in sources if INSTALLED.isdisjoint(PurePath(frame.file).parts)]
    return next(reversed(own or sources), None)


def frames_in_dump(text: str) -> tuple[Frame, ...]:
    """Return the frames in what faulthandler wrote, the last call last."""
    return tuple(reversed(list(_dumped(text))))


def _dumped(text: str) -> Iterable[Frame]:
    for match in _DUMPED.finditer(text):
        yield Frame(file=match["file"], line=int(match["line"]), function=match["function"])


def _is_standard(frame: Frame, library: str) -> bool:
    if frame.file.startswith("<"):  # <frozen importlib._bootstrap>, <string>
        return True
    parts = PurePath(frame.file).parts
    return PurePath(frame.file).is_relative_to(library) and INSTALLED.isdisjoint(parts)

"""Home, temporary folder and environment variables, as the import finds them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# The first whose name ends a variable's name decides what it is filled with.
PLACEHOLDERS = (
    ("_PORT", "1"),
    ("_HOST", "placeholder.invalid"),
    ("DATABASE_URL", "postgresql://placeholder:placeholder@placeholder.invalid/placeholder"),
    ("_DSN", "postgresql://placeholder:placeholder@placeholder.invalid/placeholder"),
    ("_URL", "http://placeholder.invalid"),
    ("_URI", "http://placeholder.invalid"),
    ("", "placeholder"),
)
REDIRECTED = {
    "HOME": "home",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "TMPDIR": "tmp",
}
ALWAYS = frozenset(("HOME", "TMPDIR"))

asked: dict[str, None] = {}
written: set[str] = set()
filled: set[str] = set()
is_listed = False
_fills = False


def take_over(*, throwaway: str, fills: bool) -> None:
    """Redirect the folders that a backend may write to, and watch what it asks for.

    Args:
        throwaway: The folder that they are redirected to; empty if they are to stay.
        fills: Whether a variable that is asked for and not there gets a placeholder.
    """
    global _fills  # noqa: PLW0603 - there is one environment in a process
    if throwaway:
        for name, folder in REDIRECTED.items():
            if name in ALWAYS or name in os.environ:
                place = f"{throwaway}/{folder}"
                os.makedirs(place, exist_ok=True)  # noqa: PTH103 - pathlib is slow to import
                os.environ[name] = place
                written.add(name)
    _fills = fills
    os.environ.__class__ = WatchedEnvironment
    if hasattr(os, "environb"):
        os.environb.__class__ = WatchedEnvironment


class WatchedEnvironment(os._Environ):  # type: ignore[type-arg]  # noqa: SLF001 - it is not generic at run time
    """The environment, which knows what it was asked for."""

    def __getitem__(self, name):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204 - str or bytes
        ask(name)
        try:
            return super().__getitem__(name)
        except KeyError:
            placeholder = filling(name)
            if placeholder is None:
                raise
            return placeholder

    def get(self, name, default=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """Return a variable's value; one with a default needs no placeholder."""
        ask(name)
        try:
            return super().__getitem__(name)
        except KeyError:
            return filling(name) if default is None else default

    def __contains__(self, name: object) -> bool:
        ask(name)
        try:
            super().__getitem__(name)
        except KeyError:
            return False
        return True

    def __setitem__(self, name, value) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        own(name)
        super().__setitem__(name, value)

    def __delitem__(self, name) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        ask(name)
        super().__delitem__(name)
        own(name)

    def __iter__(self) -> Iterator[str]:
        list_all()
        return super().__iter__()

    def __len__(self) -> int:
        list_all()
        return super().__len__()


def ask(name: object) -> None:
    """Remember that a variable was asked for, unless the import set it itself."""
    text = os.fsdecode(name) if isinstance(name, (str, bytes)) else str(name)
    if text not in written:
        asked[text] = None


def own(name: object) -> None:
    """Remember that the import set or removed a variable: what it finds there is its own."""
    if isinstance(name, (str, bytes)):
        written.add(os.fsdecode(name))


def list_all() -> None:
    """Remember that the import saw every variable."""
    global is_listed  # noqa: PLW0603 - there is one environment in a process
    is_listed = True


def filling(name: object) -> str | None:
    """Return the placeholder for a variable that the backend's own code needs, if it gets one.

    Packages probe for variables that switch something on; filling those would switch it on.
    """
    if not (_fills and isinstance(name, str) and is_asked_by_the_backend()):
        return None
    filled.add(name)
    return next(value for ending, value in PLACEHOLDERS if name.endswith(ending))


def is_asked_by_the_backend() -> bool:
    """Tell whether the code that asks is neither installed nor of the standard library."""
    frame = sys._getframe(3)  # noqa: SLF001 - there is no other way to the caller
    if frame.f_globals.get("__name__") == "os" and frame.f_back:
        frame = frame.f_back
    file = frame.f_code.co_filename
    library = os.__file__.rpartition("/")[0]
    return not (
        file.startswith(("<", library)) or "/site-packages/" in file or "/dist-packages/" in file
    )

"""Modules of the probe that are imported late, where a backend's module may have their name."""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

PACKAGE = __name__.partition(".")[0]

hidden: dict[str, ModuleType] = {}


def hide() -> None:
    """Take the probe's modules out of the way of the backend's."""
    hidden.update(taken_out())


def import_own(name: str) -> ModuleType:
    """Import a module by its name in the probe; the backend's modules stay as they are."""
    with own_modules_in_place():
        return importlib.import_module(f"{PACKAGE}.probe.{name}")


@contextmanager
def own_modules_in_place() -> Iterator[None]:
    """Have the probe's modules where its imports look for them."""
    if not hidden:  # nobody hid them
        yield
        return
    theirs = taken_out()
    sys.modules.update(hidden)
    try:
        yield
    finally:
        hide()
        sys.modules.update(theirs)


def taken_out() -> dict[str, ModuleType]:
    """Remove the modules of this name and return them."""
    names = [name for name in sys.modules if f"{name}.".startswith(f"{PACKAGE}.")]
    return {name: sys.modules.pop(name) for name in names}

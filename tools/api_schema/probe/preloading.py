"""Import packages before the backend does."""

from __future__ import annotations

import importlib
import sys


def preloaded(names: list[str], top: str) -> int:
    """Import modules, and return how many of them did no harm.

    Harm is a thread, which a copy would not have, or a module of the backend, which would be too
    early.
    """
    for index, name in enumerate(names):
        try:
            importlib.import_module(name)
        except BaseException:  # noqa: BLE001 - whatever it raises, it cannot be imported on its own
            return index
        if has_threads() or top in sys.modules:
            return index
    return len(names)


def has_threads() -> bool:
    """Tell whether there is a thread besides this one."""
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1

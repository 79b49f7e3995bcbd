"""Change a module of the backend's packages as soon as it is loaded, before anybody uses it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

    Change = Callable[[Any], None]


class Finder:
    """Meets each of these modules once, and is gone after the last one."""

    def __init__(self, changes: Mapping[str, Change]) -> None:
        self.changes = dict(changes)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what the other finders find, with a loader that changes the module."""
        change = self.changes.pop(fullname, None)
        if change is None:
            return None
        if not self.changes:
            sys.meta_path.remove(self)
        found = (finder.find_spec(fullname, path, target) for finder in list(sys.meta_path))
        spec = next(filter(None, found), None)
        if spec is not None and spec.loader is not None:
            change_after(spec.loader, change)
        return spec


def change_loaded(changes: Mapping[str, Change]) -> None:
    """Change modules from now on, in this whole process; those that are loaded stay as they are."""
    to_come = {name: change for name, change in changes.items() if name not in sys.modules}
    if to_come:
        sys.meta_path.insert(0, Finder(to_come))


def change_after(loader: Any, change: Change) -> None:  # noqa: ANN401 - of any class
    """Have a loader change the module that it loads."""
    execute = loader.exec_module

    def exec_module(module: ModuleType) -> None:
        del loader.exec_module
        execute(module)
        change(module)

    loader.exec_module = exec_module

"""What of all that was imported and read is the backend's own."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from api_schema.probe import places, reading

if TYPE_CHECKING:
    from collections.abc import Iterator

INSTALLED = ("/site-packages/", "/dist-packages/")
LIBRARY = os.__file__.rpartition("/")[0] + "/"


def is_own(path: str, name: str, top: str) -> bool:
    """Tell whether a module is one of the backend, which may be an installed package itself."""
    return name.partition(".")[0] == top or not is_installed(path)


def is_installed(path: str) -> bool:
    """Tell whether a file belongs to Python or to an installed package."""
    return path.startswith((LIBRARY, "<")) or any(part in path for part in INSTALLED)


def others(top: str) -> Iterator[str]:
    """Yield the modules that are not the backend's, in the order in which their import began."""
    for name, module in list(sys.modules.items()):
        spec = getattr(module, "__spec__", None)
        file = getattr(module, "__file__", None) or ""
        if spec is not None and spec.name == name and file and not is_own(file, name, top):
            yield name


def own_places(top: str) -> dict[str, object]:
    """Return the backend's files and folders that were read, and what they were then."""
    reading.note_import_path()
    package = getattr(sys.modules.get(top), "__file__", None) or "\0"
    folder = package.rpartition("/")[0] + "/" if package.endswith("/__init__.py") else package

    def counts(path: str) -> bool:
        return f"{path}/".startswith(folder) or not is_installed(f"{path}/")

    return {
        "sites": [path for path in sys.path if any(part in f"{path}/" for part in INSTALLED)],
        "opened": {path: state for path, state in reading.opened.items() if counts(path)},
        "looked_at": [path for path in reading.looked_at if counts(path)],
        "folders": {
            path: places.listing(path)
            for group in (reading.listed, reading.importing)
            for path in group
            if counts(path)
        },
    }

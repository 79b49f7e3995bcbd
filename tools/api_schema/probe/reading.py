"""What the import reads: files, folders, places looked at, environment variables.

Python tells an audit hook of every file opened and folder listed; of a file that is only looked at
(``os.stat``, ``Path.exists``) it tells nobody, so those functions are wrapped.
"""

from __future__ import annotations

import functools
import os
import sys
from importlib.util import source_from_cache
from typing import TYPE_CHECKING

from api_schema.probe import execution, places, surroundings
from api_schema.probe.incidents import FOLDER, tell
from api_schema.probe.watching import watch

if TYPE_CHECKING:
    from collections.abc import Callable

STATE = ("/proc/", "/sys/", "/dev/")  # the machine's state, which changes all the time
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
BYTECODE = "__pycache__"
INSTALLED = "/site-packages/"
LOOKS = ("stat", "lstat", "access", "readlink")
SEARCHING = frozenset(("importlib.metadata", "importlib_metadata"))

opened: dict[str, list[int] | None] = {}
# The states are those of the first time: what changes during the import is a change.
listed: dict[str, str | None] = {}
searched: dict[str, str | None] = {}  # by what looks for installed distributions
importing: dict[str, str | None] = {}
looked_at: dict[str, str | None] = {}
_ignored: list[str] = [FOLDER]
_app_dir = ""


def start(*, throwaway: str, app_dir: str, records: bool, follows: bool) -> None:
    """Watch from now on, in this whole process.

    Args:
        throwaway: The folder whose content is of no account; empty if there is none.
        app_dir: The folder that comes first on the import path.
        records: Whether what is read is wanted; what is written is told of in any case.
        follows: Whether it is wanted, too, which functions run.
    """
    global _app_dir  # noqa: PLW0603 - there is one record in a process
    _app_dir = app_dir
    if throwaway:
        _ignored.append(throwaway + "/")
    if records:
        forget_listings()
        for module in list(sys.modules.values()):
            read(getattr(module, "__file__", None))
        watch_looks()
        if follows:
            execution.start()
    watch({**CHECKS, **READING} if records else CHECKS)


def forget_listings() -> None:
    """Have the import system list again the folders that it listed while nobody saw it.

    importlib.invalidate_caches() itself imports importlib.metadata, and lists folders for that.
    """
    for finder in list(sys.path_importer_cache.values()):
        if finder is not None and hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


def summary() -> dict[str, object]:
    """Return what was read, ready for JSON."""
    note_import_path()
    return {
        "opened": opened,
        "listed": listed,
        "searched": searched,
        "looked_at": looked_at,
        "importing": importing,
        "variables": sorted(surroundings.asked),
        "all_variables": surroundings.is_listed,
        "prefix": sys.prefix,
        "libpython": loaded_libpython(),
        "functions": execution.summary(),
    }


def note_import_path() -> None:
    """Take note of the folders that modules come from: nobody lists one that is not there."""
    for place in (*sys.path_importer_cache, *filter(None, map(absolute, sys.path))):
        note(importing, place, places.import_listing)


def open_to_write_event(path: object, _: object, flags: object) -> None:
    """Tell of a file that is opened to be written."""
    if isinstance(flags, int) and flags & WRITING:
        write(path)


def open_event(path: object, mode: object, flags: object) -> None:
    """Take note of a file that is opened."""
    open_to_write_event(path, mode, flags)
    if isinstance(flags, int) and flags & WRITING and (not flags & os.O_RDWR or flags & os.O_TRUNC):
        return
    read(path)
    execution.read_event(source_of_bytecode(absolute(path)))


def write_event(path: object, *_: object) -> None:
    """Take note of what is made, renamed or removed."""
    write(path)


def import_event(_: object, file: object, *__: object) -> None:
    """Take note of a binary module."""
    read(file)


def list_event(path: object = None) -> None:
    """Take note of a folder that is listed, and of how much of that matters to who lists it."""
    caller = sys._getframe(2)  # noqa: SLF001 - nothing else tells who lists it
    place = absolute(path if path is not None else ".")
    lister = caller.f_globals.get("__name__")
    if lister == places.__name__:
        return
    if caller.f_code.co_name == "_fill_cache":
        note(importing, place, places.import_listing)
    elif lister in SEARCHING:
        note(searched, place, places.metadata_listing)
    else:
        note(listed, place, places.listing)


def note(group: dict[str, str | None], place: str, state: Callable[[str], str | None]) -> None:
    """Take note of a place and its state, the first time that it matters."""
    if place and place not in group and is_of_account(place):
        group[place] = None  # what follows may come here again
        if INSTALLED not in place:  # a RECORD tells of those, or the tool has a look itself
            group[place] = state(place)


def read(path: object) -> None:
    """Take note of a file that is read, as it is before that."""
    place = absolute(path)
    if not place or place in opened:
        return
    place = source_of_bytecode(place)
    if place not in opened and is_of_account(place):
        opened[place] = places.signature(place)


def write(path: object) -> None:
    """Tell of something that an export leaves behind."""
    place = absolute(path)
    if place and is_of_account(place) and BYTECODE not in place:
        tell("wrote", "write", place)


class Watched:
    """A function of ``os`` that takes note of the path that it is given.

    It is no function: as such it would become a method where a class of pathlib keeps it.
    """

    def __init__(self, function: Callable[..., object]) -> None:
        functools.update_wrapper(self, function)
        self.function = function

    def __call__(self, path: object, *arguments: object, **options: object) -> object:
        """Take note of the path and call the function."""
        note(looked_at, absolute(path), places.kind)
        return self.function(path, *arguments, **options)


def watch_looks() -> None:
    """Take note of the places that are looked at from now on."""
    accessor = getattr(sys.modules.get("pathlib"), "_NormalAccessor", None)  # until Python 3.10
    for name in LOOKS:
        function = getattr(os, name)
        instead = Watched(function)
        setattr(os, name, instead)
        if hasattr(accessor, name):
            setattr(accessor, name, instead)
        for supporting in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
            if function in supporting:
                supporting.add(instead)


def absolute(path: object) -> str:
    """Return a path from the root; nothing for a descriptor."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return ""
    text = os.fsdecode(path)
    if text.startswith("/"):
        return os.path.normpath(text) if "/." in text or "//" in text else text
    try:
        return os.path.normpath(f"{os.getcwd()}/{text}")  # noqa: PTH109 - pathlib is slow to import
    except OSError:
        return ""


def is_of_account(place: str) -> bool:
    """Tell whether a path is not the tool's own, a throwaway or the machine's state."""
    return not place.startswith((*STATE, *_ignored))


def source_of_bytecode(place: str) -> str:
    """Return the source file of a file that Python compiled; any other file is its own."""
    if not (place.endswith(".pyc") and BYTECODE in place):
        return place
    try:
        return source_from_cache(place)
    except ValueError:
        return place


def loaded_libpython() -> str:
    """Return the file that the interpreter itself is in, where it is a shared library."""
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:  # noqa: PTH123 - as above
            lines = [line.split(None, 5)[-1].strip() for line in maps if "libpython" in line]
    except OSError:  # not on Linux
        return ""
    return lines[0] if lines else ""


CHECKS: dict[str, Callable[..., None]] = {
    "open": open_to_write_event,
    "os.mkdir": write_event,
    "os.rename": write_event,
    "os.remove": write_event,
    "os.rmdir": write_event,
    "os.symlink": lambda _, place, *__: write(place),
    "os.link": lambda _, place, *__: write(place),
    "os.truncate": write_event,
    "os.chmod": write_event,
}
READING: dict[str, Callable[..., None]] = {
    "open": open_event,
    "import": import_event,
    "os.listdir": list_event,
    "os.scandir": list_event,
    "sqlite3.connect": lambda place, *_: read(place),
}

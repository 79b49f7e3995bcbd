"""Which functions ran while the document was made, so that an edit of any other is no change.

Python tells of it from 3.12 on. A function counts as run, too, if somebody looked at its code.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING

from api_schema.probe.incidents import is_of_the_probe
from api_schema.probe.watching import watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FrameType, FunctionType

NAME = "export-api-schema"
TOOL_IDS = (4, 3)  # the other ones have meanings (sys.monitoring)
IMPORT_SYSTEM = "<frozen importlib._bootstrap_external>"
READING_A_MODULE = ("get_data", "get_code", "exec_module")
# What these functions of inspect learn from a function's code is no secret of its body.
HARMLESS = frozenset(
    ("getfile", "_has_code_flag", "_signature_from_function", "_signature_is_functionlike")
)
# Whoever uses one of these may put the number of a line into the document.
LINES = frozenset(
    (
        "co_firstlineno",
        "co_lines",
        "co_lnotab",
        "co_positions",
        "f_lineno",
        "tb_lineno",
    )
)

FIRST_LINE_OF_CLASS = "__firstlineno__"
CO_OPTIMIZED = 1  # inspect is slow to import

_ran: set[CodeType] = set()
_looked_at: list[FunctionType] = []
_read_as_data: set[str] = set()
_earlier: set[str] = set()
_is_watching = False


def start() -> None:
    """Take note of each function from now on, where Python tells of it."""
    global _is_watching  # noqa: PLW0603 - there is one record in a process
    monitoring = getattr(sys, "monitoring", None)
    free = [number for number in TOOL_IDS if monitoring and monitoring.get_tool(number) is None]
    if not (monitoring and free):
        return
    _is_watching = True
    _earlier.update(file_of(module) for module in list(sys.modules.values()))

    def note(code: CodeType, _: int) -> object:
        _ran.add(code)
        return monitoring.DISABLE

    monitoring.use_tool_id(free[0], NAME)
    monitoring.register_callback(free[0], monitoring.events.PY_START, note)
    monitoring.set_events(free[0], monitoring.events.PY_START)
    watch({"object.__getattr__": look_event})


def look_event(owner: object, attribute: object) -> None:
    """Take note of a function whose code is looked at."""
    if attribute != "__code__" or owner in _looked_at[-1:]:
        return
    code = sys._getframe(2).f_code  # noqa: SLF001 - nothing else tells who looks
    if code.co_name not in HARMLESS or not code.co_filename.endswith("inspect.py"):
        _looked_at.append(owner)  # type: ignore[arg-type]  # only functions tell of this one


def read_event(place: str) -> None:
    """Take note of a source file that is read by anything else than the import of its module."""
    if _is_watching and place.endswith(".py"):
        frame: FrameType | None = sys._getframe(3)  # noqa: SLF001 - the same
        for name in READING_A_MODULE:
            if frame is None or (frame.f_code.co_filename, frame.f_code.co_name) != (
                IMPORT_SYSTEM,
                name,
            ):
                _read_as_data.add(place)
                return
            frame = frame.f_back


def summary() -> dict[str, object] | None:
    """Return the lines at which functions start that ran, a list a source file.

    None stands for all of them: Python does not tell, or lines may be in the document.
    """
    if not _is_watching:
        return None
    seen = list(_looked_at)
    ran = {*_ran, *(function.__code__ for function in seen)}
    lines: dict[str, set[int]] = {file: set() for file in edited_at_leisure()}
    for code in ran:
        if mentions_lines(code):
            return None
        if code.co_filename in lines:
            lines[code.co_filename].add(code.co_firstlineno)
    return {
        "version": list(sys.version_info[:2]),
        "lines": {file: sorted(starts) for file, starts in lines.items()},
    }


def edited_at_leisure() -> Iterator[str]:
    """Yield the files of the modules that were imported as they are, and only imported."""
    for module in list(sys.modules.values()):
        file = file_of(module)
        loader = getattr(getattr(module, "__spec__", None), "loader", None)
        if (
            type(loader) is SourceFileLoader
            and file not in _earlier | _read_as_data
            and not is_of_others(file)
        ):
            yield file


def mentions_lines(code: CodeType) -> bool:
    """Tell whether code outside of the standard library has to do with the numbers of lines."""
    if code.co_filename.startswith(("<frozen", library())) and not is_installed(code.co_filename):
        return False
    if is_of_the_probe(code.co_filename):
        return False
    names = {*code.co_names, *(each for each in code.co_consts if isinstance(each, str))}
    # Each body of a class sets its first line (Python 3.13); only others do so to read it.
    is_function = bool(code.co_flags & CO_OPTIMIZED)
    return not LINES.isdisjoint(names) or (is_function and FIRST_LINE_OF_CLASS in names)


def is_of_others(file: str) -> bool:
    """Tell whether a file is installed, or of the standard library."""
    return is_installed(file) or file.startswith(library()) or is_of_the_probe(file)


def is_installed(file: str) -> bool:
    """Tell whether a file is in a folder of packages."""
    return "/site-packages/" in file or "/dist-packages/" in file


def library() -> str:
    """Return the folder of the standard library."""
    return os.__file__.rpartition("/")[0] + "/"


def file_of(module: object) -> str:
    """Return the source file of a module; nothing if it has none."""
    return str(getattr(module, "__file__", None) or "")

"""Stop before modules of the backend: a process waits there, a copy of it goes on."""

from __future__ import annotations

import importlib
import importlib.machinery
import json
import os
import select
import time
from typing import TYPE_CHECKING

from api_schema.probe import reading
from api_schema.probe.backend_code import is_own
from api_schema.probe.leavings import leavings_in, put_back
from api_schema.probe.line import forked
from api_schema.probe.preloading import has_threads

if TYPE_CHECKING:
    from types import CodeType, ModuleType
    from typing import Any, NoReturn

    from api_schema.probe.line import Line, Link

ENOUGH = 40  # processes; each takes memory for what it changes
CHUNK = 1 << 16


def stop_before_modules(line: Line, top: str) -> None:
    """Make checkpoints from now on, before modules of the backend read their files."""
    loader = importlib.machinery.SourceFileLoader
    execute = loader.exec_module

    def exec_module(self: importlib.machinery.SourceFileLoader, module: ModuleType) -> None:
        if is_own(self.path, module.__name__, top):
            consider(line, self.path)
        execute(self, module)

    # Python leaves frames of its import system out of tracebacks and warnings.
    code: CodeType = exec_module.__code__
    exec_module.__code__ = code.replace(co_filename="<frozen importlib._bootstrap_external>")
    setattr(loader, "exec_module", exec_module)  # noqa: B010 - mypy takes it for a method of its own


def consider(line: Line, path: str) -> None:
    """Make a checkpoint before a file is read, if it is worth one."""
    worth = path in line.hot or time.perf_counter() - line.since >= line.step
    if worth and line.length < ENOUGH and not has_threads():
        hold(line, goes_on=True)


def hold(line: Line, *, goes_on: bool) -> None:
    """Wait for orders in this process; return in each copy that goes on from here."""
    before = leavings_in(line.throwaway) if line.throwaway else {}
    copy = forked(line) if goes_on else None
    if goes_on and copy is None:
        return
    while True:
        order, copy = next_order(line, copy)
        content = json.loads(order)
        if has_read(content):
            leave_the_line(line, copy)
        line.run = content["run"]
        line.hot.update(content["changed"])
        if copy is not None:
            if copy.takes(order):
                answer(line)
                continue
            copy.end()
        answer(line)
        copy = forked(line)
        if copy is None:
            if line.throwaway:
                put_back(line.throwaway, before)
            importlib.invalidate_caches()
            return


def next_order(line: Line, copy: Link | None) -> tuple[bytes, Link | None]:
    """Return the next order, and the copy if it still lives; tell when it ended."""
    order = b""
    while not order.endswith(b"\n"):
        watched = [line.up.orders] + ([copy.verdicts] if copy else [])
        readable, _, _ = select.select(watched, [], [])
        if copy is not None and copy.verdicts in readable:
            copy.close()
            _, status = os.waitpid(copy.pid, 0)
            line.tell(run=line.run, status=exit_code_of(status))
            copy = None
        if line.up.orders in readable:
            chunk = os.read(line.up.orders, CHUNK)
            if not chunk:  # who gave the orders is gone
                leave_the_line(line, copy, answers=False)
            order += chunk
    return order, copy


def exit_code_of(status: int) -> int:
    """Return an exit code; that of a signal negative."""
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def has_read(order: dict[str, Any]) -> bool:
    """Tell whether this process depends on something that changed."""
    files = any(path in reading.opened for path in order["changed"])
    reading.note_import_path()
    seen = (reading.listed, reading.searched, reading.importing)
    folders = any(folder in group for folder in order["listed"] for group in seen)
    return files or folders or any(path in reading.looked_at for path in order["moved"])


def leave_the_line(line: Line, copy: Link | None, *, answers: bool = True) -> NoReturn:
    """End this process and those after it."""
    if copy is not None:
        copy.end()
    if answers and line.up.verdicts >= 0:
        os.write(line.up.verdicts, b"n")
    elif answers:
        line.tell(stale=True)
    os._exit(0)


def answer(line: Line) -> None:
    """Tell the process before this one that an order is seen to."""
    if line.up.verdicts >= 0:
        os.write(line.up.verdicts, b"y")

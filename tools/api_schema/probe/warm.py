"""Export again and again: each run goes on from before the first file that changed was read.

Before a module of the backend this process forks: the copy goes on with the import, the original
waits as a checkpoint, with everything as it was. So the processes are a line, each the parent of
the next; the last one makes the document and ends. An order with the files that changed goes down
the line: who read one of them before it stopped is of no use any more and ends, and the last one
that did not forks anew. Only what was imported before the first checkpoint (``preload``) is out of
order, and the tool compares what comes of it.

What the tool hears, as lines of JSON: ``ready`` or ``unsafe`` once the preloading is done, for each
run ``pid`` when it goes on and ``status`` when that process ended; ``stale`` if nobody is of use.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.machinery
import json
import os
import select
import signal
import sys
import time
import warnings
from typing import TYPE_CHECKING

from api_schema.probe import incidents, places, programs, reading, running, surroundings
from api_schema.probe.channel import flush_output, high_descriptor, send
from api_schema.probe.leavings import leavings_in, put_back

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, ModuleType
    from typing import Any, NoReturn

INSTALLED = ("/site-packages/", "/dist-packages/")
LIBRARY = os.__file__.rpartition("/")[0] + "/"
ENOUGH = 40  # processes; each takes memory for what it changes
CHUNK = 1 << 16


class Link:
    """The two pipes between a checkpoint and the copy that went on."""

    def __init__(self, orders: int, verdicts: int, pid: int = 0) -> None:
        self.orders = orders
        self.verdicts = verdicts
        self.pid = pid

    def close(self) -> None:
        """Close both ends that this process has."""
        os.close(self.orders)
        os.close(self.verdicts)

    def takes(self, order: bytes) -> bool:
        """Hand an order on; tell whether it is seen to there."""
        try:
            os.write(self.orders, order)
            return os.read(self.verdicts, 1) == b"y"
        except OSError:
            return False

    def end(self) -> None:
        """End the copy, and with it those that came out of it."""
        self.close()
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


class Line:
    """This process's place among the others.

    Attributes:
        status: The pipe to the tool.
        up: The link to the process that waits before this one; for the first one, to the tool.
        run: The number of the run that is going on.
        hot: Files that changed before: there is a checkpoint before each of them.
        step: The seconds of import that are worth a checkpoint.
        since: When the last one was made.
        length: How many there are.
        throwaway: The folder that stands for home and temporary folder; empty if none does.
    """

    def __init__(self, settings: dict[str, Any], throwaway: str) -> None:
        self.status = high_descriptor(settings["status"])
        self.up = Link(high_descriptor(settings["orders"]), -1)
        self.run = 0
        self.hot: set[str] = set()
        self.step: float = settings["step"]
        self.since = time.perf_counter()
        self.length = 0
        self.throwaway = throwaway

    def tell(self, **words: object) -> None:
        """Tell the tool something; it may be gone."""
        with contextlib.suppress(OSError):
            os.write(self.status, json.dumps(words).encode() + b"\n")


def serve(request: dict[str, Any], channel: int) -> NoReturn:
    """Preload, then export whenever that is ordered; return never."""
    settings = request["warm"]
    line = Line(settings, request["throwaway"])
    top = request["module"].partition(".")[0]
    loaded = preloaded(settings["preload"], top)
    if loaded < len(settings["preload"]):
        line.tell(unsafe=loaded)
        os._exit(0)
    asked = frozenset(surroundings.asked)
    stop_before_modules(line, top)
    gc.freeze()
    line.tell(ready=True)
    hold(line, goes_on=False)
    export(request, channel, line, asked)


def export(request: dict[str, Any], channel: int, line: Line, asked: frozenset[str]) -> NoReturn:
    """Do what the probe does, tell what was read, and end without the functions for the end.

    They belong to the processes that wait, too: a temporary folder is still needed there.
    """
    outcome, text = running.outcome_of(request)
    outcome["incidents"] = list(incidents.seen.values())
    outcome["filled"] = sorted(surroundings.filled)
    top = request["module"].partition(".")[0]
    read = json.dumps(
        {
            **own_places(top),
            "modules": list(others(top)),
            "doubtful": sorted(surroundings.written & asked),
            "checkpoints": line.length,
        }
    ).encode()
    outcome["reading_size"] = len(read)
    outcome.setdefault("size", 0)
    with contextlib.suppress(OSError):
        send(channel, outcome, text + read)
    flush_output()
    os._exit(0)


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


def is_own(path: str, name: str, top: str) -> bool:
    """Tell whether a module is one of the backend, which may be an installed package itself."""
    return name.partition(".")[0] == top or not is_installed(path)


def is_installed(path: str) -> bool:
    """Tell whether a file belongs to Python or to an installed package."""
    return path.startswith((LIBRARY, "<")) or any(part in path for part in INSTALLED)


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


def forked(line: Line) -> Link | None:
    """Copy this process; return the link to the copy, and None in the copy itself."""
    orders, verdicts = os.pipe(), os.pipe()
    random = sys.modules.get("random")
    state = random.getstate() if random else None
    flush_output()
    with allowed_to_fork():
        pid = os.fork()
    if pid:
        os.close(orders[0])
        os.close(verdicts[1])
        return Link(orders[1], verdicts[0], pid)
    if random:
        random.setstate(state)  # it took a new seed
    os.close(orders[1])
    os.close(verdicts[0])
    os.close(line.up.orders)
    if line.up.verdicts >= 0:
        os.close(line.up.verdicts)
    line.up = Link(orders[0], verdicts[1])
    line.length += 1
    line.since = time.perf_counter()
    line.tell(run=line.run, pid=os.getpid())
    return None


@contextlib.contextmanager
def allowed_to_fork() -> Iterator[None]:
    """Let this process fork, which the backend may not."""
    programs.is_forking = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # threads of C libraries, which look after themselves
            yield
    finally:
        programs.is_forking = False


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

"""A line of processes, each the parent of the next; all but the last one wait."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
import warnings
from typing import TYPE_CHECKING

from api_schema.probe import programs
from api_schema.probe.channel import flush_output, high_descriptor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


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

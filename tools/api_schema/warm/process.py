"""The warm process: started once, ordered to export, ended."""

import os
import signal
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import IO, Any

from api_schema.child import (
    GRACE,
    THROWAWAY,
    Ending,
    request_for,
    start_of,
    tail_of,
)
from api_schema.conditions import Conditions
from api_schema.report import is_complete
from api_schema.starting import ask, launched, stop
from api_schema.target import Target
from api_schema.warm.hearing import Hearing
from api_schema.warm.order import Order


class Stale(Exception):
    """What changed was read before the first checkpoint: the process is of no use any more."""


class Unsafe(Exception):
    """Preloading came to a module that may not be preloaded.

    Attributes:
        loaded: How many may be.
    """

    def __init__(self, loaded: int) -> None:
        super().__init__(loaded)
        self.loaded = loaded


@dataclass(slots=True)
class _Run:
    """What is known of a run that is going on."""

    process: int = 0
    status: int | None = None


class WarmProcess:
    """A process that exports when it is told to, and all that came out of it."""

    def __init__(
        self,
        target: Target,
        conditions: Conditions,
        *,
        preload: Sequence[str] = (),
        step: float,
        place: str | None = None,
    ) -> None:
        """Start it.

        Args:
            target: What to export.
            conditions: Under which conditions; the time limit is that of each run.
            preload: The modules to import first.
            step: The seconds of import that are worth a checkpoint.
            place: The folder for its throwaway folder; None for the usual one.

        Raises:
            ToolError: The interpreter cannot be started.
        """
        self._conditions = conditions
        self._number = 0
        self._greeting = b""  # what a probe says first, and each run stands for a probe
        with ExitStack() as stack:
            self._throwaway = "" if conditions.keeps_home else stack.enter_context(_folder(place))
            self._output: IO[bytes] = stack.enter_context(tempfile.TemporaryFile(buffering=0))
            self._hearing = Hearing(stack)
            channel, status = self._hearing.channel, self._hearing.status
            orders, self._orders = os.pipe()
            stack.callback(os.close, self._orders)
            warm = {"preload": list(preload), "step": step, "orders": orders, "status": status}
            request = request_for(
                target, conditions, channel=channel, throwaway=self._throwaway, warm=warm
            )
            try:
                self._process = launched(
                    start_of(conditions), self._output, (channel, status, orders)
                )
            finally:
                for descriptor in (channel, status, orders):
                    os.close(descriptor)
            stack.callback(stop, self._process)
            ask(self._process, request)
            self._stack = stack.pop_all()

    def close(self) -> None:
        """End it and whatever came out of it."""
        self._stack.close()

    def wait_until_ready(self) -> None:
        """Wait for the preloading.

        Raises:
            Unsafe: It came to a module that may not be preloaded.
        """
        words: dict[str, Any] = {}
        deadline = time.monotonic() + self._conditions.timeout
        while not words and self._hearing.hear(deadline):
            words = next(iter(self._hearing.lines()), {})
        self._hearing.take_in()
        self._greeting = bytes(self._hearing.sent)
        if "unsafe" in words:
            raise Unsafe(words["unsafe"])
        if "ready" not in words:
            raise Unsafe(0)

    def run(self, order: Order) -> Ending:
        """Export.

        Raises:
            Stale: A new process is needed.
        """
        self._number += 1
        self._output.truncate(0)
        self._output.seek(0)
        try:
            os.write(self._orders, order.line(self._number))
        except BrokenPipeError as error:
            raise Stale from error
        return self._ending()

    def _ending(self) -> Ending:
        run, hearing = _Run(), self._hearing
        hearing.sent = bytearray(self._greeting)
        deadline = time.monotonic() + self._conditions.timeout
        while not is_complete(hearing.sent) and run.status is None:
            if not hearing.hear(deadline):
                return self._hanging(run)
            self._note(run)
        while run.status is not None and hearing.take_in():
            pass
        return Ending(
            sent=bytes(hearing.sent),
            in_time=True,
            exit_code=run.status or 0,
            output=tail_of(self._output),
            throwaway=self._throwaway,
        )

    def _hanging(self, run: _Run) -> Ending:
        with suppress(ProcessLookupError):
            os.kill(run.process or self._process.pid, signal.SIGUSR1)  # it answers with its stack
        deadline = time.monotonic() + GRACE
        while run.status is None and self._hearing.hear(deadline):  # line by line, then it is gone
            self._note(run)
        while self._hearing.take_in():
            pass
        self.close()
        return Ending(
            sent=bytes(self._hearing.sent),
            in_time=False,
            exit_code=None,
            output="",
            throwaway=self._throwaway,
        )

    def _note(self, run: _Run) -> None:
        for words in self._hearing.lines():
            if words.get("stale"):
                raise Stale
            if words.get("run") == self._number:
                run.process = words.get("pid", run.process)
                run.status = words.get("status", run.status)


def _folder(place: str | None) -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix=THROWAWAY, dir=place, ignore_cleanup_errors=True)

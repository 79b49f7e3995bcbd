"""The warm process: started once, ordered to export, ended."""

import json
import os
import selectors
import signal
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import IO, Any

from api_schema.child import (
    CHUNK,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What changed since the last run.

    Attributes:
        changed: Files whose content is another one.
        moved: Files that came or went.
        listed: Folders in which names came or went.
    """

    changed: Sequence[str] = ()
    moved: Sequence[str] = ()
    listed: Sequence[str] = ()


@dataclass(slots=True)
class _Run:
    """What is known of a run that is going on."""

    sent: bytearray = field(default_factory=bytearray)
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
    ) -> None:
        """Start it.

        Args:
            target: What to export.
            conditions: Under which conditions; the time limit is that of each run.
            preload: The modules to import first.
            step: The seconds of import that are worth a checkpoint.

        Raises:
            ToolError: The interpreter cannot be started.
        """
        self._conditions = conditions
        self._number = 0
        self._told = b""
        self._greeting = b""  # what a probe says first, and each run stands for a probe
        with ExitStack() as stack:
            self._throwaway = "" if conditions.keeps_home else stack.enter_context(_folder())
            self._output: IO[bytes] = stack.enter_context(tempfile.TemporaryFile(buffering=0))
            self._channel, channel = _pipe(stack)
            self._status, status = _pipe(stack)
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
        run = _Run()
        deadline = time.monotonic() + self._conditions.timeout
        while not words and self._hear(run, deadline):
            words = next(iter(self._lines()), {})
        self._take_in(run)
        self._greeting = bytes(run.sent)
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
        words = {"run": self._number, "changed": order.changed, "moved": order.moved}
        line = json.dumps({**words, "listed": order.listed}, default=list).encode() + b"\n"
        try:
            os.write(self._orders, line)
        except BrokenPipeError as error:
            raise Stale from error
        return self._ending()

    def _ending(self) -> Ending:
        run = _Run(bytearray(self._greeting))
        deadline = time.monotonic() + self._conditions.timeout
        while not is_complete(run.sent) and run.status is None:
            if not self._hear(run, deadline):
                return self._hanging(run)
            self._note(run)
        while run.status is not None and self._take_in(run):
            pass
        return Ending(
            sent=bytes(run.sent),
            in_time=True,
            exit_code=run.status or 0,
            output=tail_of(self._output),
            throwaway=self._throwaway,
        )

    def _hanging(self, run: _Run) -> Ending:
        with suppress(ProcessLookupError):
            os.kill(run.process or self._process.pid, signal.SIGUSR1)  # it answers with its stack
        self._hear(run, time.monotonic() + GRACE)
        self._take_in(run)
        self.close()
        return Ending(
            sent=bytes(run.sent),
            in_time=False,
            exit_code=None,
            output="",
            throwaway=self._throwaway,
        )

    def _note(self, run: _Run) -> None:
        for words in self._lines():
            if words.get("stale"):
                raise Stale
            if words.get("run") == self._number:
                run.process = words.get("pid", run.process)
                run.status = words.get("status", run.status)

    def _lines(self) -> list[dict[str, Any]]:
        *lines, self._told = self._told.split(b"\n")
        return [json.loads(line) for line in lines]

    def _hear(self, run: _Run, deadline: float) -> bool:
        """Take in what comes first; False if the time is up or the process is gone."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._channel, selectors.EVENT_READ)
            selector.register(self._status, selectors.EVENT_READ)
            ready = selector.select(max(0.0, deadline - time.monotonic()))
        heard = False
        for key, _ in ready:
            if key.fd == self._channel:
                heard = self._take_in(run) or heard
            else:
                chunk = _read(self._status)
                self._told += chunk
                heard = bool(chunk) or heard
        return heard

    def _take_in(self, run: _Run) -> bool:
        chunk = _read(self._channel)
        run.sent += chunk
        return bool(chunk)


def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix=THROWAWAY, ignore_cleanup_errors=True)


def _pipe(stack: ExitStack) -> tuple[int, int]:
    reading, writing = os.pipe()
    stack.callback(os.close, reading)
    os.set_blocking(reading, False)
    return reading, writing


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, CHUNK)
    except BlockingIOError:
        return b""

"""What a warm process says: all that a probe says in each run, and lines of its own about them."""

import json
import os
import selectors
import time
from contextlib import ExitStack
from typing import Any

from api_schema.child import CHUNK


class Hearing:
    """The two pipes that a warm process speaks through.

    Attributes:
        channel: The descriptor that it says through what a probe says.
        status: The descriptor for its own lines.
        sent: What it said in this run.
    """

    def __init__(self, stack: ExitStack) -> None:
        """Make the pipes; the stack closes the ends that are listened at."""
        self._channel, self.channel = _pipe(stack)
        self._status, self.status = _pipe(stack)
        self._told = b""
        self.sent = bytearray()

    def hear(self, deadline: float) -> bool:
        """Take in what comes first; False if the time is up or the process is gone."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._channel, selectors.EVENT_READ)
            selector.register(self._status, selectors.EVENT_READ)
            ready = selector.select(max(0.0, deadline - time.monotonic()))
        heard = False
        for key, _ in ready:
            if key.fd == self._channel:
                heard = self.take_in() or heard
            else:
                chunk = _read(self._status)
                self._told += chunk
                heard = bool(chunk) or heard
        return heard

    def take_in(self) -> bool:
        """Take in what was said of this run and is not read yet; tell whether there was any."""
        chunk = _read(self._channel)
        self.sent += chunk
        return bool(chunk)

    def lines(self) -> list[dict[str, Any]]:
        """Return the process's own lines since this was asked last."""
        *lines, self._told = self._told.split(b"\n")
        return [json.loads(line) for line in lines]


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

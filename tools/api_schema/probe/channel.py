"""The pipe to the tool, and the end of the process."""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import json
import os
import resource
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, NoReturn

STDIN = 0
CHUNK = 1 << 16


def awaited_request() -> dict[str, Any]:
    """Return what the tool asks for through stdin, which the backend then finds empty."""
    text = b"".join(iter(lambda: os.read(STDIN, CHUNK), b""))
    if not text:  # there is nothing to do after all
        os._exit(0)
    empty = os.open(os.devnull, os.O_RDWR)
    os.dup2(empty, STDIN)
    os.close(empty)
    request: dict[str, Any] = json.loads(text)
    return request


def high_descriptor(inherited: int) -> int:
    """Move the pipe to a descriptor that the backend neither closes, hands on nor is given.

    A low one is among those that a daemon closes, and once closed its number goes to the next
    file that the backend opens.
    """
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    highest = 1024 if limit == resource.RLIM_INFINITY else min(limit, 1024)
    channel = fcntl.fcntl(inherited, fcntl.F_DUPFD_CLOEXEC, highest - 8)
    os.close(inherited)
    return channel


def send(channel: int, header: dict[str, object], body: bytes = b"") -> None:
    """Write a JSON line and what follows it to the pipe."""
    rest = memoryview(json.dumps(header).encode() + b"\n" + body)
    while rest:
        rest = rest[os.write(channel, rest) :]


def leave(code: int) -> NoReturn:
    """Run what the backend registered for its end, such as removing temporary files, and end."""
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - leaving the usual way waits for threads first
    finally:
        os._exit(code)


def flush_output() -> None:
    """Write what the backend printed and is still in memory."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()

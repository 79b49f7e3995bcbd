"""The processes of a test."""

import os
import select
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 30  # seconds


def processes_in(folder):
    """Return the processes that work in a folder: their numbers, and what they run."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").resolve() == folder and (place / "cwd").exists():
                found[int(place.name)] = (place / "cmdline").read_bytes()
        except OSError:
            continue
    return found


def survivors_in(folder):
    """Return the processes in a folder that do not end, not even in half a minute.

    One that was being started while those before it were killed begins only now, and ends, too.
    """
    until = time.monotonic() + PATIENCE
    while (running := processes_in(folder)) and time.monotonic() < until:
        for number in running:
            with suppress(ProcessLookupError):
                handle = os.pidfd_open(number)
                select.select([handle], [], [], max(0, until - time.monotonic()))
                os.close(handle)
    return running

"""The processes of a test."""

import os
import select
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
    """Return the processes in a folder that do not end: one that was killed takes a moment."""
    for number in processes_in(folder):
        with suppress(ProcessLookupError):
            handle = os.pidfd_open(number)
            select.select([handle], [], [], PATIENCE)
            os.close(handle)
    return processes_in(folder)

"""No other programs during the import, except those that are allowed.

A refusal is the OSError of a machine on which the program is not installed, or for a fork that of
one that is out of processes.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from api_schema.probe.incidents import tell
from api_schema.probe.watching import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REFUSED = "export-api-schema lets no import start programs"
EVERY = "*"
NOT_FOUND = 127 << 8  # what os.system returns when the shell finds no such command

allowed: set[str] = set()
is_forking = False  # the probe itself


def refuse(permits: Sequence[str]) -> None:
    """Refuse programs from now on, in this whole process.

    Args:
        permits: The names of those that are allowed, or ``*`` for all of them.
    """
    allowed.update(permits)
    system = os.system

    def checked_system(command: str | bytes | os.PathLike[str] | os.PathLike[bytes]) -> int:
        try:
            return system(command)
        except FileNotFoundError:
            return NOT_FOUND

    os.system = checked_system
    watch(CHECKS)


def check_start(executable: object, arguments: object = (), *_: object) -> None:
    """Refuse a program, by the name that it is started under."""
    if executable is None and isinstance(arguments, (list, tuple)):
        executable = arguments[0]
    path = name_of(executable)
    name = path.rpartition("/")[2]
    if name in allowed or EVERY in allowed:
        tell("allowed", "start", name)
        return
    tell("refused", "start", name)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT) + ": " + REFUSED, path)


def name_of(executable: object) -> str:
    """Return a program's path as text."""
    if isinstance(executable, (str, bytes, os.PathLike)):
        return os.fsdecode(executable)
    return str(executable)


def check_shell(command: object, *_: object) -> None:
    """Refuse a command of the shell."""
    words = name_of(command).split()
    check_start(words[0] if words else "sh")


def check_fork(*_: object) -> None:
    """Refuse a second process of the backend itself."""
    if is_forking:
        return
    if EVERY in allowed:
        tell("allowed", "fork", "itself")
        return
    tell("refused", "fork", "itself")
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN) + ": " + REFUSED)


CHECKS: dict[str, Callable[..., None]] = {
    "subprocess.Popen": check_start,
    "os.posix_spawn": check_start,
    "os.exec": check_start,
    "os.system": check_shell,
    "os.fork": check_fork,
    "os.forkpty": check_fork,
}

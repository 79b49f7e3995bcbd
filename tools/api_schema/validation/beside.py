"""Do a piece of work in a process beside this one: on another core, and with an end in any case."""

import marshal
import os
import resource
import threading
from collections.abc import Callable
from typing import NoReturn, TypeVar

Result = TypeVar("Result")
TASKS = "/proc/self/task"


class Exhausted(Exception):
    """The work took more time than it was given, or more memory than there is."""


def beside(work: Callable[[], Result], *, seconds: int) -> Callable[[], Result]:
    """Start work, and return a function that waits for its result.

    The process is a fork: all that the work needs is there already, and only its result is sent
    back, which has to be plain data. Where other threads run, a fork would cut them off; there the
    work is done here, when its result is asked for, and takes as long as it takes.

    Args:
        work: The work.
        seconds: The processor time that it has, whatever else keeps the machine busy. The function
            raises Exhausted where that does not suffice.
    """
    if not can_be_beside():
        return work
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_leave(work, sender, seconds)
    os.close(sender)
    return lambda: _awaited(child, receiver, work)


def can_be_beside() -> bool:
    """Tell whether work would be done in a process beside this one."""
    return hasattr(os, "fork") and _threads() == 1


def _threads() -> int:
    """Return how many threads there are, those among them that Python did not start."""
    return len(os.listdir(TASKS)) if os.path.isdir(TASKS) else threading.active_count()  # noqa: PTH112, PTH208 - names are what counts


def _work_and_leave(work: Callable[[], Result], sender: int, seconds: int) -> NoReturn:
    """Send the result; leave without the parent's clean-up, and silently if anything fails."""
    try:
        _let_go_of_streams(sender)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
        resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds))
        with os.fdopen(sender, "wb") as pipe:
            pipe.write(marshal.dumps(work()))  # type: ignore[arg-type]  # plain data, as agreed
        os._exit(0)
    finally:
        os._exit(1)


def _let_go_of_streams(sender: int) -> None:
    """Do not let those who read what the parent writes wait for the end of this process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in {0, 1, 2} - {sender}:
        os.dup2(nowhere, stream)


def _awaited(child: int, receiver: int, work: Callable[[], Result]) -> Result:
    with os.fdopen(receiver, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        raise Exhausted
    if status:
        return work()  # whatever it raises is raised here, too
    result: Result = marshal.loads(data)  # noqa: S302 - our own child wrote it
    return result

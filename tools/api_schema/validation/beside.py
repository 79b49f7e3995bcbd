"""Do a piece of work in a process beside this one, where there is a core for it."""

import marshal
import os
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def beside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Start work on another core, and return a function that waits for its result.

    The process is a fork: all that the work needs is there already, and only its result is sent
    back, which has to be plain data. Where a fork is no option or comes to grief, the work is done
    here, when its result is asked for.
    """
    if not _can_fork():
        return work
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_leave(work, sender)
    os.close(sender)
    return lambda: _awaited(child, receiver, work)


def _can_fork() -> bool:
    """Tell whether there is a second core and no other thread, which a fork would cut off."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return False
    return len(os.sched_getaffinity(0)) > 1 if hasattr(os, "sched_getaffinity") else True


def _work_and_leave(work: Callable[[], Result], sender: int) -> None:
    """Send the result; leave without the parent's clean-up, and silently if anything fails."""
    try:
        with os.fdopen(sender, "wb") as pipe:
            pipe.write(marshal.dumps(work()))  # type: ignore[arg-type]  # plain data, as agreed
        os._exit(0)
    finally:
        os._exit(1)


def _awaited(child: int, receiver: int, work: Callable[[], Result]) -> Result:
    with os.fdopen(receiver, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        return work()
    result: Result = marshal.loads(data)  # noqa: S302 - our own child wrote it
    return result

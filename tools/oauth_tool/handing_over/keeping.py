"""Keep an app and deliver its secret: both, or neither."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tool_cli.errors import ToolError


def keep_and_deliver(
    *, keep: Callable[[], object], deliver: Callable[[], None], undo: Callable[[], object]
) -> None:
    """Keep what was made, deliver its secret, and undo the first if the second does not happen.

    Ctrl-C counts as a failure, and the undoing itself cannot be interrupted by it.

    Args:
        keep: Stores it. If this raises an error, nothing is kept.
        deliver: Hands its secret over.
        undo: Removes what was kept, and only that; it may be that there is nothing to remove.

    Raises:
        ToolError: It could not be kept or delivered; in the second case the message says so.
    """
    kept = False
    try:
        keep()
        kept = True
        deliver()
    except BaseException as error:
        # An interrupted keep may have kept it all the same.
        if kept or not isinstance(error, Exception):
            _undo(undo, error)
        if kept and isinstance(error, ToolError):
            raise ToolError(f"{error.message}; everything was undone", error.hint) from error
        raise


def _undo(undo: Callable[[], object], reason: BaseException) -> None:
    try:
        with _undisturbed():
            undo()
    except ToolError as error:
        why = reason.message if isinstance(reason, ToolError) else "the command was stopped"
        raise ToolError(
            f"{why}, and this could not be undone: {error.message}",
            "what was stored may still be there, and nobody has its secret: look and remove it",
        ) from reason


@contextmanager
def _undisturbed() -> Iterator[None]:
    # Only the main thread is interrupted by Ctrl-C, and only it may change what Ctrl-C does.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    import signal  # noqa: PLC0415 - its enumerations cost milliseconds, and little is undone

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

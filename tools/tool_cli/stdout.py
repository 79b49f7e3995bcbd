"""Write to stdout, and leave it in peace once nobody reads it."""

import errno
import io
import os
import sys

from tool_cli.errors import ToolError

STANDARD_ERROR = 2
# What writing says where there is no room, or the device is gone.
UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO})


class ClosedStdout(io.TextIOBase):
    """What stands for a stdout that was closed by whoever started this: nobody reads what it says.

    Python has None there, which click takes for a place to write to in vain.
    """

    encoding = "utf-8"

    @property
    def buffer(self) -> "ClosedStdout":
        """Where bytes would go: nowhere either."""
        return self

    def write(self, _: object) -> int:
        """Refuse.

        Raises:
            ToolError: Always.
        """
        raise ToolError("cannot write to stdout: it is closed", "send it to a file")


def take_the_places_of_closed_streams() -> None:
    """Let no file or socket get the number of a standard stream that was closed at the start.

    Whatever a library or another program writes to the stream would end up in there: SQLite warns
    of it (https://www.sqlite.org/howtocorrupt.html), libuv aborts. What is printed is refused.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= STANDARD_ERROR:
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - by position only
    os.close(descriptor)
    if sys.stdout is None:
        sys.stdout = ClosedStdout()


def write_to_stdout(data: bytes) -> None:
    """Write all of the data to stdout, now.

    Raises:
        BrokenPipeError: Nobody reads it any more.
        ToolError: It cannot be written.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise unwritable(error) from error


def unwritable(error: OSError) -> ToolError:
    """Return the error that says why stdout takes nothing."""
    return ToolError(
        f"cannot write to stdout: {error.strerror or error}", "check what it is sent to"
    )


def abandon_stdout() -> None:
    """Drop what stdout still holds, since Python's attempt to flush it at exit would fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""Bind an address first, so that it is known before anything refers to it."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tool_cli.errors import ToolError

HOST = "127.0.0.1"


@contextmanager
def bound(port: int, option: str, host: str = HOST) -> Iterator[socket.socket]:
    """Bind a port of an address, 0 for any free one, and let go of it at the end.

    Args:
        port: The port.
        option: The command's option that chooses another one, for the hint.
        host: The address of this machine; the loopback one by default.

    Raises:
        ToolError: The port is in use, or this user may not have it.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ToolError(
            f"port {port} on {host} {_problem(error)}", f"choose another one with {option}"
        ) from error
    with listener:
        yield listener


def origin_at(listener: socket.socket) -> str:
    """Return the origin of an HTTP server on this socket."""
    host, port = listener.getsockname()[:2]
    return f"http://{host}:{port}"


def _problem(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "is in use"
    if error.errno == errno.EACCES:
        return "may not be used by this user"
    return f"cannot be used: {error.strerror}"

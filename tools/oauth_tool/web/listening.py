"""Bind an address first, so that it is known before anything refers to it."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from tool_cli.errors import ToolError

HOST = "127.0.0.1"


@contextmanager
def bound(
    port: int, option: str, host: str = HOST, *, shared: bool = False
) -> Iterator[socket.socket]:
    """Bind a port of an address, 0 for any free one, and let go of it at the end.

    Args:
        port: The port.
        option: The command's option that chooses another one, for the hint.
        host: The address of this machine; the loopback one by default.
        shared: Whether other processes of this user may listen there, too.

    Raises:
        ToolError: The port is in use, or this user may not have it.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, reuse_port=shared)
    except OSError as error:
        raise _unusable(port, host, option, error) from error
    with listener:
        yield listener


@contextmanager
def reserved_port(port: int, option: str) -> Iterator[socket.socket]:
    """Bind a port without listening, so that this user's other processes can share it.

    Raises:
        ToolError: The port is in use, or this user may not have it.
    """
    with socket.socket() as reserved:
        try:
            _check_unused(port)
            reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            reserved.bind((HOST, port))
        except OSError as error:
            raise _unusable(port, HOST, option, error) from error
        yield reserved


def origin_at(listener: socket.socket) -> str:
    """Return the origin of an HTTP server on this socket."""
    host, port = listener.getsockname()[:2]
    return f"http://{host}:{port}"


def _check_unused(port: int) -> None:
    # Of two platforms that share a port by mistake, neither would notice.
    if port:
        with socket.create_server((HOST, port)):
            pass


def _unusable(port: int, host: str, option: str, error: OSError) -> ToolError:
    return ToolError(
        f"port {port} on {host} {_problem(error)}", f"choose another one with {option}"
    )


def _problem(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "is in use"
    if error.errno == errno.EACCES:
        return "may not be used by this user"
    return f"cannot be used: {error.strerror}"

"""No network during the import, except where it is allowed.

Each refusal is the OSError that a machine without one would raise, so that an import which
survives offline survives here. Unix sockets pass: they are no network.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import socket
from typing import TYPE_CHECKING

from api_schema.probe.incidents import tell
from api_schema.probe.watching import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    Address: TypeAlias = "tuple[str, int] | tuple[str, int, int, int] | str | bytes"

LOOPBACK = frozenset(("", "localhost", "::", "::1", "0.0.0.0"))  # noqa: S104 - only compared with
INTERNET = frozenset((socket.AF_INET, socket.AF_INET6))
REFUSED = "export-api-schema lets no import use the network"
EVERYWHERE = "*"

allowed: dict[str, set[int]] = {}  # host → ports; no port stands for each of them


def refuse(permits: Sequence[str]) -> None:
    """Refuse connections, look-ups of names and listening from now on, in this whole process.

    Args:
        permits: What is allowed: ``HOST``, ``HOST:PORT``, or ``*`` for all.
    """
    for permit in permits:
        host, colon, port = permit.rpartition(":")
        if colon and port.isdigit() and not host.endswith(":"):
            allowed.setdefault(host.strip("[]"), set()).add(int(port))
        else:
            allowed[permit.strip("[]")] = set()
    for name in ("connect", "connect_ex", "sendto", "bind"):
        setattr(socket.socket, name, checked(getattr(socket.socket, name)))
    watch(CHECKS)


def checked(method: Callable[..., object]) -> Callable[..., object]:
    """Return a socket's method as it is without a network.

    Two things are out of an audit hook's reach: it is told of a name after the name was looked up,
    and it cannot make connect_ex return an error instead of raising it.
    """

    def call(self: socket.socket, *arguments: Address) -> object:
        try:
            if self.family in INTERNET and isinstance(arguments[-1], tuple):
                check_lookup(arguments[-1][0])
            return method(self, *arguments)
        except OSError as error:
            if method.__name__ == "connect_ex":
                return error.errno
            raise

    return functools.wraps(method)(call)


def check_connection(sock: socket.socket, address: Address) -> None:
    """Refuse to reach an address, except that datagrams may go to this machine."""
    if sock.family not in INTERNET or not isinstance(address, tuple):
        check_local_socket(sock, address)
        return
    shown = f"{address[0]}:{address[1]}"
    if is_allowed(address[0], address[1]):
        tell("allowed", "connect to", shown)
        return
    check_lookup(address[0])
    if not is_loopback(address[0]):
        tell("refused", "connect to", shown)
        raise refusal(errno.ENETUNREACH)
    if sock.type != socket.SOCK_DGRAM:
        tell("refused", "connect to", shown)
        raise refusal(errno.ECONNREFUSED)


def check_local_socket(sock: socket.socket, address: Address) -> None:
    """Tell of a service on this machine that the import talks to: it decides what happens next."""
    if sock.family == socket.AF_UNIX and isinstance(address, (str, bytes)):
        place = os.fsdecode(address)
        if place.startswith("\0") or os.path.exists(place):  # noqa: PTH110 - pathlib is slow to import
            tell("allowed", "connect to", place.replace("\0", "@"))


def check_listening(sock: socket.socket, address: Address) -> None:
    """Refuse a port to listen on; port 0 only asks the system which one is free."""
    if sock.family in INTERNET and isinstance(address, tuple) and address[1] != 0:
        tell("refused", "listen on", f"{address[0]}:{address[1]}")
        raise refusal(errno.EADDRINUSE)


def check_lookup(host: object, *_: object) -> None:
    """Refuse to look up a name that this machine does not know by itself."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    if is_loopback(name) or is_numeric(name) or name == socket.gethostname():
        return
    if name in allowed or EVERYWHERE in allowed:
        tell("allowed", "look up", name)
        return
    tell("refused", "look up", name)
    raise unknown_name()


def check_reverse_lookup(address: object, *_: object) -> None:
    """Refuse to look up the name of an address, unless this machine knows it by itself."""
    host = str(address[0] if isinstance(address, tuple) else address)
    if is_numeric(host) and not is_loopback(host) and not is_allowed(host):
        tell("refused", "look up", host)
        raise unknown_name()
    check_lookup(host)


def is_allowed(host: str, port: int | None = None) -> bool:
    """Tell whether a host, or an address of a host, may be reached on a port."""
    if EVERYWHERE in allowed:
        return True
    return any(
        (not ports or port is None or port in ports) and (host == name or host in addresses(name))
        for name, ports in allowed.items()
    )


@functools.cache
def addresses(host: str) -> frozenset[str]:
    """Return the addresses of a host that is allowed."""
    with contextlib.suppress(OSError):
        return frozenset(str(found[4][0]) for found in socket.getaddrinfo(host, None))
    return frozenset()


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    return host in LOOPBACK or host.startswith("127.")


def is_numeric(host: str) -> bool:
    """Tell whether a host is an IP address rather than a name."""
    for family in INTERNET:
        with contextlib.suppress(OSError):
            socket.inet_pton(family, host.partition("%")[0])
            return True
    return False


def unknown_name() -> OSError:
    """Return the error of a name server that does not answer."""
    text = "Temporary failure in name resolution: " + REFUSED
    return socket.gaierror(socket.EAI_AGAIN, text)


def refusal(code: int) -> OSError:
    """Return the system's own error with a word on where it comes from."""
    return OSError(code, os.strerror(code) + ": " + REFUSED)


CHECKS: dict[str, Callable[..., None]] = {
    "socket.connect": check_connection,
    "socket.sendto": check_connection,
    "socket.sendmsg": check_connection,
    "socket.bind": check_listening,
    "socket.getaddrinfo": check_lookup,
    "socket.gethostbyname": check_lookup,
    "socket.gethostbyaddr": check_reverse_lookup,
    "socket.getnameinfo": check_reverse_lookup,
}

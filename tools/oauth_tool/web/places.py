"""Where the test server is for others: origins and the redirect URI, beside where it listens."""

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from oauth_tool.oauth.redirect_uris import check_redirect_uri, is_loopback, origin_of
from tool_cli.errors import InvalidInput

CALLBACK = "/callback"
WILDCARDS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - named to be told apart, not bound
# First parts of paths at which the client has pages of its own.
TAKEN = frozenset({"", "static", "events", "exports", "runs", "favicon.ico"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the client is.

    Attributes:
        origin: Where a browser opens its pages.
        redirect_uri: Where the platform sends answers.
        callback_path: The path at which they arrive here.
    """

    origin: str
    redirect_uri: str
    callback_path: str = CALLBACK


def origin_for_browsers(listener: socket.socket) -> str:
    """Return the origin of a server on this socket, as a browser on this machine opens it."""
    host, port = listener.getsockname()[:2]
    if host in WILDCARDS:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def place_of(listener: socket.socket, redirect_uri: str | None) -> Place:
    """Return where the client is, given the redirect URI that was asked for.

    One on this machine, whatever its port, is taken to lead here, through a tunnel or a mapped
    port: pages are opened at its origin then, as cookies go with a host's name. One elsewhere does
    not lead here; its answer is pasted.

    Raises:
        InvalidInput: It cannot be used.
    """
    own = origin_for_browsers(listener)
    if redirect_uri is None:
        return Place(origin=own, redirect_uri=f"{own}{CALLBACK}")
    check_redirect_uri(redirect_uri)
    parts = urlsplit(redirect_uri)
    if parts.scheme != "http" or not is_loopback(parts.hostname or ""):
        return Place(origin=own, redirect_uri=redirect_uri)
    if parts.path.split("/")[1:2] == [] or parts.path.split("/")[1] in TAKEN:
        raise InvalidInput(
            f"the redirect URI {redirect_uri} has a path that this server needs for itself",
            f"use another, such as {origin_of(redirect_uri)}{CALLBACK}",
        )
    return Place(
        origin=origin_of(redirect_uri), redirect_uri=redirect_uri, callback_path=parts.path
    )

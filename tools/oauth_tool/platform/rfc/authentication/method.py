"""What each method of client authentication does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from oauth_tool.oauth.clients import Client
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """One way in which a client says who it is.

    Attributes:
        is_used: Says whether a message uses it.
        client: Returns the client, or raises ``InvalidClient``.
    """

    is_used: Callable[[Message], bool]
    client: Callable[[Issuer, Message], Awaitable[Client]]

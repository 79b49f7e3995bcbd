"""How one wire says that something went wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from oauth_tool.oauth.protocol_errors import ProtocolError


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The answers of a wire's endpoints to what cannot be done, headers included.

    Attributes:
        refused: Answers a request that breaks a rule.
        failed: Answers where something failed inside.
        unavailable: Answers where the platform is down for a moment.
    """

    refused: Callable[[web.Request, ProtocolError], web.Response]
    failed: Callable[[web.Request], web.Response]
    unavailable: Callable[[web.Request], web.Response]

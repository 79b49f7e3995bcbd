"""A request that is to go wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from oauth_tool.platform.faults import Fault
from oauth_tool.web.platform_words import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Struck:
    """A request that a fault strikes, what would answer it, and the words of the wire."""

    fault: Fault
    request: web.Request
    handler: Handler
    words: Words


Effect = Callable[[Struck], Awaitable[web.StreamResponse]]
"""Returns the faulty answer."""

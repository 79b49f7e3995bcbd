"""Answer only requests that were meant for this server, from pages of this server.

A page anywhere on the web can make a browser send requests here. The Host check stops those that
rebind a DNS name to this address, the Origin check those that post across origins.
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from oauth_tool.web.errors import RefusedRequest

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# The style sheet of the page that explains a wrong Host: it is the same for everybody.
PUBLIC: Final = "/static/"
OWN_SITES: Final = frozenset({"same-origin", "none"})


def nobody(_: web.Request) -> bool:
    """Say that no page of another origin is welcome."""
    return False


def opens_a_page(request: web.Request) -> bool:
    """Say whether a browser goes where the request leads, and does not merely load it."""
    return (
        request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        and request.headers.get("Sec-Fetch-Dest", "document") == "document"
    )


def guard(origin: str, *, welcome: Callable[[web.Request], bool] = nobody) -> Middleware:
    """Return the middleware of an application that is served at this origin and nowhere else.

    Args:
        origin: The origin.
        welcome: Says whether a request is one that a page elsewhere may send.
    """
    host = urlsplit(origin).netloc

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(PUBLIC):
            _check_host(request, host, origin)
        if not welcome(request):
            check_sender = _check_reader if request.method in READING else _check_origin
            check_sender(request, origin)
        return await handler(request)

    return guarded


def _check_host(request: web.Request, host: str, origin: str) -> None:
    if request.host == host:
        return
    raise RefusedRequest(
        "this server was asked for under a name that is not its own",
        f"open {origin}/ instead; localhost and 127.0.0.1 are different origins to a browser",
        status=400,
        return_url=f"{origin}/",
    )


def _check_origin(request: web.Request, origin: str) -> None:
    claimed = request.headers.get("Origin", origin)
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if claimed != origin or site not in OWN_SITES:
        raise RefusedRequest(
            "the request came from a page of another origin",
            f"start again at {origin}/",
            status=403,
        )


def _check_reader(request: web.Request, origin: str) -> None:
    # A page elsewhere may link here, but not load anything from here: every load of the start page
    # without a cookie makes a session, and there is room for a few only.
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in OWN_SITES and not opens_a_page(request):
        raise RefusedRequest(
            "this is not for pages of other origins to load", f"open {origin}/ itself", status=403
        )

"""The headers of every answer of AutoGPT's API, and which pages elsewhere may read it (CORS).

Only the platform's own frontend may, by its exact origin: what a request says of itself is never
echoed unless it is one of those. The API reads no cookies, so a browser adds nothing to a request
that its page did not know already.
"""

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware
from multidict import CIMultiDict

from oauth_tool.profiles.profile import Profile
from oauth_tool.web.platform_errors import HEADERS, is_api

TWINS = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}
METHODS = "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"
SECONDS = "600"
OF_EVERY_ANSWER = CIMultiDict(HEADERS)


def frontend_origins(profile: Profile) -> frozenset[str]:
    """Return the origins of the platform's frontend: both names of a developer's machine."""
    address = profile.addresses["platform"].rstrip("/")
    host = urlsplit(address).hostname or ""
    return frozenset({address, address.replace(host, TWINS.get(host, host), 1)})


def from_frontend(origins: Collection[str]) -> Callable[[web.Request], bool]:
    """Return what tells a frontend's request to the API from those of other pages."""
    return lambda request: request.headers.get(hdrs.ORIGIN) in origins and is_api(request)


def add_api_headers(app: web.Application, origins: Collection[str]) -> None:
    """Give every answer of the API these headers, whoever makes it and whatever went wrong."""

    async def add(request: web.Request, response: web.StreamResponse) -> None:
        if not is_api(request):
            return
        response.headers.update(OF_EVERY_ANSWER)
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is None:
            return
        response.headers[hdrs.VARY] = hdrs.ORIGIN
        if origin in origins:
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_CREDENTIALS] = "true"

    app.on_response_prepare.append(add)


def preflights(origins: Collection[str]) -> Middleware:
    """Return the middleware that tells browsers what a page may ask of the API.

    Its words are Starlette's, on which the platform stands.
    """

    @web.middleware
    async def answered(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_preflight(request):
            return await handler(request)
        if request.headers[hdrs.ORIGIN] not in origins:
            return web.Response(text="Disallowed CORS origin", status=400)
        allowed = {
            hdrs.ACCESS_CONTROL_ALLOW_METHODS: METHODS,
            hdrs.ACCESS_CONTROL_MAX_AGE: SECONDS,
        }
        asked = request.headers.get(hdrs.ACCESS_CONTROL_REQUEST_HEADERS)
        if asked is not None:
            allowed[hdrs.ACCESS_CONTROL_ALLOW_HEADERS] = asked
        return web.Response(text="OK", headers=allowed)

    return answered


def _is_preflight(request: web.Request) -> bool:
    return (
        request.method == hdrs.METH_OPTIONS
        and is_api(request)
        and hdrs.ORIGIN in request.headers
        and hdrs.ACCESS_CONTROL_REQUEST_METHOD in request.headers
    )

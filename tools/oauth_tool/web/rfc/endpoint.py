"""What a row in the table of endpoints says, and how it becomes a route."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from oauth_tool.oauth.protocol_errors import InvalidRequest, ProtocolError
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.web.errors import log_failure
from oauth_tool.web.rfc.words import NO_STORE, failed, refused

Answer = Callable[[Issuer, web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """One endpoint of every issuer.

    Attributes:
        method: How it is asked.
        path: Where, below the issuer.
        answer: What answers. Protocol errors that it raises become answers, too.
        told_as: What the metadata call it; None if they do not tell of it.
        is_page: Whether it is for people: then a failure is a page.
        for_apps_in_browsers: Whether pages of every origin may ask it. It reads no cookies.
        for_forms_elsewhere: Whether a form on a page of every origin may lead here. It changes
            nothing.
        grant: The grant that it is a part of: a platform without that one lacks the endpoint.
    """

    method: str
    path: str
    answer: Answer
    told_as: str | None = None
    is_page: bool = False
    for_apps_in_browsers: bool = False
    for_forms_elsewhere: bool = False
    grant: str | None = None


class TooLarge(InvalidRequest):
    """The body is longer than anything that is understood here (RFC 9126 2.3)."""

    status = 413


def route_of(issuer: Issuer, endpoint: Endpoint) -> web.RouteDef:
    """Return the route of an endpoint at an issuer."""
    answer = endpoint.answer if endpoint.is_page else _answered(endpoint.answer)

    async def handle(request: web.Request) -> web.Response:
        return await answer(issuer, request)

    return web.route(endpoint.method, f"{issuer.path}{endpoint.path}", handle)


def _answered(answer: Answer) -> Answer:
    async def handle(issuer: Issuer, request: web.Request) -> web.Response:
        try:
            response = await answer(issuer, request)
        except ProtocolError as error:
            return refused(request, error)
        except web.HTTPRequestEntityTooLarge:
            return refused(request, TooLarge("the body is too large"))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is answered in JSON
            log_failure(request, error)
            return failed(request)
        response.headers.update(
            {name: NO_STORE[name] for name in NO_STORE if name not in response.headers}
        )
        return response

    return handle

"""After each request: keep what it added to its session."""

from aiohttp import web
from aiohttp.typedefs import Handler

from oauth_tool.web.client_exports import run_of
from oauth_tool.web.client_pages import CLIENT, session_of


@web.middleware
async def kept(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a request, and keep the exchanges that it brought about."""
    try:
        return await handler(request)
    finally:
        client, session = request.app[CLIENT], session_of(request)
        if client.keeper and session and client.keeper.is_behind(session):
            client.keeper.keep(session, run_of(client, session))

"""After each request: look after what it added to its session."""

from aiohttp import web
from aiohttp.typedefs import Handler

from oauth_tool.web.client_exports import run_of
from oauth_tool.web.client_pages import CLIENT, session_of
from oauth_tool.web.client_tokens import fetch_keys


@web.middleware
async def kept(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a request; keep its exchanges, and get the keys that its tokens are checked with."""
    try:
        return await handler(request)
    finally:
        client, session = request.app[CLIENT], session_of(request)
        if session is not None:
            await fetch_keys(client, session)
        if client.keeper and session and client.keeper.is_behind(session):
            client.keeper.keep(session, run_of(client, session))

"""After each request: look after what it added to its session."""

from aiohttp import web
from aiohttp.typedefs import Handler

from oauth_tool.client.session import Session
from oauth_tool.web.client_exports import run_of
from oauth_tool.web.client_pages import CLIENT, session_of
from oauth_tool.web.client_tokens import fetch_keys


@web.middleware
async def kept(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer a request; keep its exchanges, and get the keys that its tokens are checked with."""
    client, before = request.app[CLIENT], session_of(request)
    known = last_number(before)
    try:
        return await handler(request)
    finally:
        session = session_of(request)
        if session is not None:
            await fetch_keys(client, session)
        if before is not None and (session is not before or last_number(session) != known):
            client.changes.tell(before)
        if client.keeper and session and client.keeper.is_behind(session):
            client.keeper.keep(session, run_of(client, session))


def last_number(session: Session | None) -> int:
    """Return the number of a session's last exchange, 0 if there is none."""
    return session.exchanges[-1].number if session and session.exchanges else 0

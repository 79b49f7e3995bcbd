"""The tokens of a session: revealed on request, and checked against the server's keys."""

from aiohttp import web

from oauth_tool.client.answers import object_in
from oauth_tool.client.messages import Request
from oauth_tool.client.session import Session
from oauth_tool.client.steps import Step
from oauth_tool.client.understanding.web_token import web_token_in
from oauth_tool.web.client_pages import Client, form_and_session
from oauth_tool.web.errors import RefusedRequest

REVEAL = "/tokens/{kind:access_token|refresh_token|id_token}/reveal"


async def reveal(request: web.Request) -> web.Response:
    """``POST /tokens/{kind}/reveal``: the token itself, as plain text.

    Only a form of this browser gets it, and it is never part of a page.
    """
    _, session = await form_and_session(request)
    kind = request.match_info["kind"]
    held = next((token for token in session.held_tokens if token.kind == kind), None)
    if held is None:
        raise RefusedRequest(
            "there is no such token now", "take the steps up to the token first", status=404
        )
    return web.Response(text=held.secret.reveal(), content_type="text/plain")


async def fetch_keys(client: Client, session: Session) -> None:
    """Ask the server for its keys, if a token has come that they can check and they are not here.

    A server that does not answer leaves the signature unchecked; the page says so, and the next
    step asks again.
    """
    url = client.server.jwks_uri
    names = {
        str(token.header.get("kid", ""))
        for held in session.held_tokens
        if (token := web_token_in(held.secret.reveal()))
    }
    if url is None or names <= client.keys.names or _asked_just_now(session):
        return
    request = Request(method="GET", url=url, headers=(("Accept", "application/json"),))
    exchange = await client.sender.send(Step.KEYS, request)
    session.note(exchange)
    if exchange.response and exchange.response.is_success:
        client.keys.keep(object_in(exchange.response.body), names)


def _asked_just_now(session: Session) -> bool:
    return bool(session.exchanges) and session.exchanges[-1].exchange.step is Step.KEYS

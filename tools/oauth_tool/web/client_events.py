"""The timeline, live: each exchange of a session as a server-sent event, rendered here.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import json
from collections.abc import Iterable
from contextlib import suppress

from aiohttp import web

from oauth_tool.client.session import Session
from oauth_tool.client.showing import ShownEntry
from oauth_tool.web.client_pages import CLIENT, Client, session_of
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.rendering import macro
from oauth_tool.web.sequence import HEAD, ROW, arrow_of
from oauth_tool.web.shown_findings import shown_findings
from oauth_tool.web.step_texts import TEXTS
from oauth_tool.web.timeline_parts import MOST

PATH = "/events"
# A comment now and then tells proxies and us whether anybody is still there.
SILENCE_SECONDS = 15


async def stream(request: web.Request) -> web.StreamResponse:
    """``GET /events?after=N``: the exchanges after number N, then each one as it happens."""
    session = session_of(request)
    if session is None:
        raise RefusedRequest("there is nothing to follow", "open the first page", status=404)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    # A browser that has gone is no failure: its page was left, perhaps before the first line.
    with suppress(ConnectionResetError):
        await response.prepare(request)
        await _follow(request, session, response)
    return response


async def end_streams(app: web.Application) -> None:
    """Let every stream come to its proper end before the server stops."""
    app[CLIENT].changes.end()


async def _follow(request: web.Request, session: Session, response: web.StreamResponse) -> None:
    client, after = request.app[CLIENT], _after(request)
    while not client.changes.are_over and _is_current(client, request, session):
        for entry in _new_entries(client, session, after):
            after = entry.number
            await response.write(_event(client, session, entry).encode())
        await response.write(b":\n\n")
        await client.changes.next_of(session, SILENCE_SECONDS)


def _after(request: web.Request) -> int:
    given = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(given) if given.isdecimal() and given.isascii() else 0


def _is_current(client: Client, request: web.Request, session: Session) -> bool:
    return client.sessions.find(client.browsers.id_of(request), client.clock()) is session


def _new_entries(client: Client, session: Session, after: int) -> Iterable[ShownEntry]:
    if not session.exchanges or session.exchanges[-1].number <= after:
        return ()
    entries = session.shown(session.secrets.mask(client.server, client.app))[-MOST:]
    return [entry for entry in entries if entry.number > after]


def _event(client: Client, session: Session, entry: ShownEntry) -> str:
    findings = shown_findings(client.judge.findings(session)[entry.number])
    # In a diagram that begins with this exchange; the page moves the arrow to its place.
    drawn = arrow_of(entry, HEAD)
    document = {
        "number": entry.number,
        "row": ROW,
        "exchange": str(
            macro("client/exchange.html", "exchange")(
                entry.number,
                TEXTS[entry.step].title,
                entry.exchange,
                entry.on_purpose,
                findings,
                is_open=False,
            )
        ),
        "arrow": str(macro("client/sequence.html", "arrow_link")(drawn)),
    }
    return f"id: {entry.number}\nevent: exchange\ndata: {json.dumps(document)}\n\n"

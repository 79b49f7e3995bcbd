"""What an exchange means, whatever wire it went over: facts that runs at any two servers share.

On AutoGPT's wire a granted scope is an item of a JSON array and an end is a moment; on the standard
wire they are a word in a text and a number of seconds. Both say the same.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from oauth_tool.client.answers import Document, object_in
from oauth_tool.client.messages import Response
from oauth_tool.client.moments import moment_in
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import ShownExchange
from oauth_tool.client.wires import WIRES, Wire
from oauth_tool.web.runs.facts import Facts, Place

PART = "meaning"
Meaning = Iterable[tuple[str, str]]


def meaning_of(exchange: ShownExchange, wire: str) -> Facts:
    """Return what an exchange that went over a wire means, in reading order."""
    read = _READERS.get(exchange.step, _outcome)
    return {Place(part=PART, name=name): value for name, value in read(exchange, WIRES[wire])}


def _outcome(exchange: ShownExchange, _: Wire) -> Meaning:
    if exchange.failure:
        yield "outcome", "no answer"
    if exchange.status is not None:
        yield "outcome", "accepted" if _is_accepted(exchange) else "refused"
        yield "status", str(exchange.status)


def _asked(exchange: ShownExchange, _: Wire) -> Meaning:
    """Tell what an authorization request asks for (RFC 6749 4.1.1, RFC 7636 4.3)."""
    asked = dict(exchange.parameters)
    yield "response type", asked.get("response_type", "none")
    yield "scopes", _spelled(asked.get("scope", "").split())
    yield "state", "sent" if asked.get("state") else "not sent"
    challenged = "code_challenge" in asked
    yield "PKCE", asked.get("code_challenge_method", "plain") if challenged else "none"


def _came_back(exchange: ShownExchange, _: Wire) -> Meaning:
    """Tell what came to the redirect URI (RFC 6749 4.1.2)."""
    told = dict(exchange.parameters)
    error = told.get("error")
    yield "outcome", f"refused: {error}" if error else "a code" if "code" in told else "no code"
    yield "state", "returned" if told.get("state") else "not returned"


def _granted(exchange: ShownExchange, wire: Wire) -> Meaning:
    yield from _outcome(exchange, wire)
    if document := _answer(exchange):
        yield "scopes", _spelled(wire.granted_scopes(document))
        ends_at = wire.access_ends_at(document, _response(exchange))
        yield "access token's lifetime", _lifetime(ends_at, exchange)
        yield "refresh token", "given" if document.get("refresh_token") else "none"


def _said_of_a_token(exchange: ShownExchange, wire: Wire) -> Meaning:
    yield from _outcome(exchange, wire)
    if document := _answer(exchange):
        is_active = document.get("active") is True
        yield "token", "active" if is_active else "not active"
        if is_active:
            yield "scopes", _spelled(wire.granted_scopes(document))
            yield "time left", _lifetime(moment_in(document.get("exp")), exchange)


_READERS: Mapping[Step, Callable[[ShownExchange, Wire], Meaning]] = {
    Step.AUTHORIZE: _asked,
    Step.CALLBACK: _came_back,
    Step.TOKEN: _granted,
    Step.REFRESH: _granted,
    Step.INTROSPECT: _said_of_a_token,
}


def _answer(exchange: ShownExchange) -> Document | None:
    if not _is_accepted(exchange) or exchange.response is None:
        return None
    return object_in(exchange.response.body.encode())


def _is_accepted(exchange: ShownExchange) -> bool:
    return _response(exchange).is_success


def _response(exchange: ShownExchange) -> Response:
    return Response(status=exchange.status or 0, received_at=exchange.started_at)


def _spelled(scopes: Iterable[str]) -> str:
    return " ".join(sorted(scopes)) or "not told"


def _lifetime(ends_at: datetime | None, exchange: ShownExchange) -> str:
    """Return what is left of a lifetime in whole minutes: seconds differ between any two runs."""
    if ends_at is None:
        return "not told"
    minutes = round((ends_at - exchange.started_at) / timedelta(minutes=1))
    return f"{minutes} minute{'' if minutes == 1 else 's'}"

"""What was sent and what came back, as it happened and as it may be shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from oauth_tool.client.masking import Mask
from oauth_tool.client.messages import Headers, Request, Response
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.steps import Step


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One request and what became of it.

    Attributes:
        step: The step that it belongs to.
        request: What was sent.
        response: What came back; None if nothing did, or if the browser carried the request.
        failure: Why nothing came back, or None.
        started_at: When it was sent.
        duration: How long the answer took; None if the browser carried the request.
    """

    step: Step
    request: Request
    response: Response | None = None
    failure: StepFailed | None = None
    started_at: datetime
    duration: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An exchange in its place in a session's trace.

    Attributes:
        number: Its place, from 1 on; it stays, whatever is dropped before it.
        exchange: What happened.
        asked_scopes: What the authorization request of this walk asked for.
        on_purpose: The mistake that was made on purpose, in words; empty for none.
    """

    number: int
    exchange: Exchange
    asked_scopes: tuple[str, ...] = ()
    on_purpose: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownMessage:
    """Headers and body of a request or response, without secrets."""

    headers: Headers
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownExchange:
    """An exchange without secrets: all of it may be seen by anybody.

    ``parameters`` are those of the URL's query, one by one and decoded.
    """

    step: Step
    method: str
    url: str
    parameters: Headers
    request: ShownMessage
    response: ShownMessage | None
    status: int | None
    reason: str
    failure: str | None
    started_at: datetime
    milliseconds: int | None


def shown(exchange: Exchange, mask: Mask) -> ShownExchange:
    """Return an exchange with every secret hidden."""
    request, response = exchange.request, exchange.response
    took = exchange.duration
    return ShownExchange(
        step=exchange.step,
        method=request.method,
        url=mask.url(request.url),
        parameters=mask.parameters(request.url),
        request=_shown(request, mask),
        response=_shown(response, mask) if response else None,
        status=response.status if response else None,
        reason=mask.text(response.reason) if response else "",
        failure=mask.loose_text(exchange.failure.message) if exchange.failure else None,
        started_at=exchange.started_at,
        milliseconds=None if took is None else round(took / timedelta(milliseconds=1)),
    )


def _shown(message: Request | Response, mask: Mask) -> ShownMessage:
    return ShownMessage(
        headers=mask.headers(message.headers),
        body=mask.body(message.body, message.headers) if message.body else "",
    )

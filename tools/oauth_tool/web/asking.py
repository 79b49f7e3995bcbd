"""Send one request to the server that its URL names, and return the answer."""

from collections.abc import Callable

from oauth_tool.client.messages import Request, Response
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Exchange
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.web.sending import opened_sender
from tool_cli.errors import ToolError

Seen = Callable[[Exchange], None]


def unseen(_: Exchange) -> None:
    """Let an exchange pass that nobody wants to see."""


async def answer_to(request: Request, step: Step = Step.RESOURCE, seen: Seen = unseen) -> Response:
    """Send a request, follow no redirect, and return the answer, whatever its status.

    Args:
        request: What to send; to the origin of its URL and no other.
        step: What it is for. Registrations are resources behind a bearer token (RFC 7592 1.1).
        seen: Is told of the exchange, answered or failed.

    Raises:
        ToolError: Nothing came back, or more than anybody wants to read.
    """
    async with opened_sender(frozenset({origin_of(request.url)})) as sender:
        exchange = await sender.send(step, request)
    seen(exchange)
    if exchange.response is None:
        raise exchange.failure or ToolError("the request was not answered")
    return exchange.response

"""Send one request to the server that its URL names, and return the answer."""

from oauth_tool.client.messages import Request, Response
from oauth_tool.client.steps import Step
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.web.sending import opened_sender
from tool_cli.errors import ToolError


async def answer_to(request: Request) -> Response:
    """Send a request, follow no redirect, and return the answer, whatever its status.

    Raises:
        ToolError: Nothing came back, or more than anybody wants to read.
    """
    async with opened_sender(frozenset({origin_of(request.url)})) as sender:
        # Registrations are resources behind a bearer token (RFC 7592 1.1).
        exchange = await sender.send(Step.RESOURCE, request)
    if exchange.response is None:
        raise exchange.failure or ToolError("the request was not answered")
    return exchange.response

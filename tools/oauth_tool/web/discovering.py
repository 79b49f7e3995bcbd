"""Ask an authorization server what it says of itself."""

from collections.abc import Collection

from oauth_tool.client.discovery import (
    ServerMetadata,
    completed,
    discovery_requests,
    lacks,
    metadata_in,
    not_discovered,
)
from oauth_tool.client.steps import Step
from oauth_tool.web.asking import Seen, answer_to, unseen
from tool_cli.errors import ToolError


async def discover(
    issuer: str,
    *,
    allow_http: bool = False,
    wanted: Collection[str] = (),
    seen: Seen = unseen,
) -> ServerMetadata:
    """Return what an authorization server says of itself.

    Args:
        issuer: Its identifier.
        allow_http: Whether plain http may go to another machine.
        wanted: Endpoints that the second document is asked for if the first does not name them:
            OpenID Connect's userinfo endpoint need not be in that of RFC 8414.
        seen: Is told of each exchange.

    Raises:
        InvalidInput: The issuer is no URL to send requests to.
        ToolError: There is no metadata, or none that can be trusted.
    """
    attempts: list[tuple[str, ToolError]] = []
    found: ServerMetadata | None = None
    for request in discovery_requests(issuer, allow_http=allow_http):
        try:
            answer = await answer_to(request, Step.DISCOVERY, seen)
            told = metadata_in(answer, request, issuer, allow_http=allow_http)
        except ToolError as error:
            attempts.append((request.url, error))
            continue
        found = completed(found, told) if found else told
        if not lacks(found, wanted):
            return found
    if found is None:
        raise not_discovered(issuer, attempts)
    return found

"""Ask an authorization server what it says of itself."""

from oauth_tool.client.discovery import (
    ServerMetadata,
    discovery_requests,
    metadata_in,
    not_discovered,
)
from oauth_tool.web.asking import answer_to
from tool_cli.errors import ToolError


async def discover(issuer: str, *, allow_http: bool = False) -> ServerMetadata:
    """Return what an authorization server says of itself.

    Raises:
        InvalidInput: The issuer is no URL to send requests to.
        ToolError: There is no metadata, or none that can be trusted.
    """
    attempts = []
    for request in discovery_requests(issuer, allow_http=allow_http):
        try:
            return metadata_in(await answer_to(request), request, issuer, allow_http=allow_http)
        except ToolError as error:
            attempts.append((request.url, error))
    raise not_discovered(issuer, attempts)

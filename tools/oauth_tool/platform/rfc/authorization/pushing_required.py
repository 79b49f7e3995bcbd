"""Clients that have registered to push their requests send them in no other way (RFC 9126 6)."""

from oauth_tool.oauth.protocol_errors import InvalidRequest, ProtocolError
from oauth_tool.platform.rfc.authorization.asking import Asked
from oauth_tool.storage.client_metadata import metadata_of

MEMBER = "require_pushed_authorization_requests"


async def unpushed(asked: Asked) -> ProtocolError | None:
    """Return what is wrong with a request that should have been pushed, or None."""
    if asked.pushed:
        return None
    metadata = await metadata_of(asked.issuer.platform.store, asked.client)
    if metadata.get(MEMBER) is not True:
        return None
    return InvalidRequest("the client is registered to push its requests first")

"""The introspection endpoint (RFC 7662): is this token of mine alive, and what does it allow?"""

from dataclasses import dataclass

from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.platform.lookup import FoundToken, token_of
from oauth_tool.platform.platform import Platform


@dataclass(frozen=True, kw_only=True, slots=True)
class LiveToken:
    """What a client may know of its live token."""

    client_id: str
    found: FoundToken


async def introspect(
    platform: Platform, *, client_id: str, secret: Secret, token: str, hint: str | None
) -> LiveToken | None:
    """Return the token if it is live and the client's own, else None.

    Raises:
        InvalidClient: The client did not authenticate.
    """
    client = await authenticated_client(platform, client_id, secret)
    found = await token_of(platform.store, client, token, hint)
    if found is None or not found.token.is_live(platform.clock()):
        return None
    return LiveToken(client_id=client.client_id, found=found)

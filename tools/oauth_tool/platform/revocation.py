"""The revocation endpoint (RFC 7009): a client gives up a token of its own."""

from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.platform.lookup import token_of
from oauth_tool.platform.platform import Platform


async def revoke(
    platform: Platform, *, client_id: str, secret: Secret, token: str, hint: str | None
) -> None:
    """Revoke a token. An unknown, foreign or revoked one changes nothing and is no error.

    Raises:
        InvalidClient: The client did not authenticate.
    """
    client = await authenticated_client(platform, client_id, secret)
    found = await token_of(platform.store, client, token, hint)
    if found is None:
        return
    revoke_kind = {
        "access_token": platform.store.revoke_access_token,
        "refresh_token": platform.store.revoke_refresh_token,
    }
    await revoke_kind[found.token_type](found.token, platform.clock())

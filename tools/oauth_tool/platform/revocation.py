"""The revocation endpoint (RFC 7009): a client gives up a token of its own."""

from oauth_tool.platform.lookup import TokenQuestion, found_token
from oauth_tool.platform.platform import Platform


async def revoke(platform: Platform, question: TokenQuestion) -> None:
    """Revoke a token. An unknown, foreign or revoked one changes nothing and is no error.

    Raises:
        InvalidClient: The client did not authenticate.
    """
    found = await found_token(platform, question)
    if found is None:
        return
    revoke_kind = {
        "access_token": platform.store.revoke_access_token,
        "refresh_token": platform.store.revoke_refresh_token,
    }
    await revoke_kind[found.token_type](found.token, platform.clock())

"""Exchange a refresh token for new tokens; the old one is worth nothing then (RFC 6749 6)."""

from collections.abc import Mapping
from typing import NoReturn

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidGrant
from oauth_tool.oauth.tokens import Token, digest_of
from oauth_tool.platform.issuing import Grantee, IssuedTokens, new_tokens
from oauth_tool.platform.platform import Platform

PARAMETERS = ("refresh_token",)


async def issue(platform: Platform, client: Client, parameters: Mapping[str, str]) -> IssuedTokens:
    """Return tokens for a refresh token, and revoke it.

    Raises:
        InvalidGrant: The first thing that is wrong with it. If its own client uses it a second
            time, every token of its family is revoked (RFC 9700 4.14.2).
    """
    now = platform.clock()
    token = await platform.store.refresh_token(digest_of(parameters["refresh_token"]))
    if token is None:
        raise InvalidGrant("refresh token not found")
    if token.revoked_at is not None:
        await _refuse_reuse(platform, client, token)
    if token.client_row != client.id:
        raise InvalidGrant("refresh token does not belong to this application")
    if now >= token.expires_at:
        raise InvalidGrant("refresh token expired")
    grantee = Grantee(
        client=client, user_id=token.user_id, scopes=token.scopes, family_id=token.family_id
    )
    tokens = new_tokens(platform, grantee, now)
    if not await platform.store.rotate(token, tokens.stored, now):
        await _refuse_reuse(platform, client, token)
    return tokens


async def _refuse_reuse(platform: Platform, client: Client, token: Token) -> NoReturn:
    if token.client_row == client.id and token.family_id is not None:
        await platform.store.revoke_family(token.family_id, platform.clock())
    raise InvalidGrant("refresh token has been revoked")

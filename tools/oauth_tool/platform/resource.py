"""Protected resources: who does a bearer token stand for, and may it do this? (RFC 6750)."""

from collections.abc import Sequence

from oauth_tool.oauth.protocol_errors import InsufficientScope, InvalidToken
from oauth_tool.oauth.scopes import not_among
from oauth_tool.oauth.tokens import digest_of
from oauth_tool.oauth.users import User
from oauth_tool.platform.platform import Platform


async def user_for(platform: Platform, access_token: str, needed: Sequence[str]) -> User:
    """Return the user that a live access token with these scopes stands for.

    Raises:
        InvalidToken: The token is unknown, revoked, expired, or its client is disabled.
        InsufficientScope: The token lacks a scope.
    """
    token = await platform.store.access_token(digest_of(access_token))
    if token is None:
        raise InvalidToken("Invalid token: access token not found")
    client = await platform.store.client_at(token.client_row)
    if client is None or not client.is_active:
        raise InvalidToken("Client application is disabled")
    if token.revoked_at is not None:
        raise InvalidToken("Invalid token: access token has been revoked")
    if platform.clock() >= token.expires_at:
        raise InvalidToken("Invalid token: access token expired")
    missing = not_among(needed, token.scopes)
    if missing:
        raise InsufficientScope(f"Missing required permission(s): {', '.join(missing)}")
    user = await platform.store.user(token.user_id)
    if user is None:
        raise InvalidToken("Invalid token: access token not found")
    return user

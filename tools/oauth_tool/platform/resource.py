"""Protected resources: who does a credential stand for, and may it do this? (RFC 6750)."""

from collections.abc import Sequence
from dataclasses import dataclass

from oauth_tool.oauth.protocol_errors import InsufficientScope, InvalidToken
from oauth_tool.oauth.scopes import not_among
from oauth_tool.oauth.tokens import digest_of
from oauth_tool.oauth.users import User
from oauth_tool.platform.api_keys import api_key_with
from oauth_tool.platform.platform import Platform


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """What a credential gives: a user's identifier, and what may be done in that name."""

    user_id: str
    scopes: tuple[str, ...]


async def user_with(
    platform: Platform, api_key: str | None, bearer: str | None, needed: Sequence[str]
) -> User:
    """Return the user that a request acts for. An API key wins over a token, even a bad one.

    Raises:
        InvalidToken: The request has no credential, or none that is good.
        InsufficientScope: The credential lacks a scope.
    """
    if api_key is not None:
        key = await api_key_with(platform, api_key)
        access = Access(user_id=key.user_id, scopes=key.permissions)
    elif bearer is not None:
        access = await _access_with(platform, bearer)
    else:
        raise InvalidToken("Missing authentication. Provide API key or access token.")
    return await _allowed_user(platform, access, needed)


async def user_for(platform: Platform, access_token: str, needed: Sequence[str]) -> User:
    """Return the user that a live access token with these scopes stands for.

    Raises:
        InvalidToken: The token is unknown, revoked, expired, or its client is disabled.
        InsufficientScope: The token lacks a scope.
    """
    return await user_with(platform, None, access_token, needed)


async def _access_with(platform: Platform, access_token: str) -> Access:
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
    return Access(user_id=token.user_id, scopes=token.scopes)


async def _allowed_user(platform: Platform, access: Access, needed: Sequence[str]) -> User:
    missing = not_among(needed, access.scopes)
    if missing:
        raise InsufficientScope(f"Missing required permission(s): {', '.join(missing)}")
    user = await platform.store.user(access.user_id)
    if user is None:
        raise InvalidToken("Invalid token: access token not found")
    return user

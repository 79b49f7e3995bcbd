"""Make tokens: the texts go to the client once, digests of them into the store."""

from dataclasses import dataclass
from datetime import datetime

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.identifiers import new_timed_row_id
from oauth_tool.oauth.tokens import Token, TokenPair, digest_of, new_token
from oauth_tool.platform.platform import Platform


@dataclass(frozen=True, kw_only=True, slots=True)
class IssuedTokens:
    """What a successful token request gives, and what is stored of it."""

    access_token: Secret
    refresh_token: Secret
    stored: TokenPair

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the tokens allow."""
        return self.stored.access.scopes


@dataclass(frozen=True, kw_only=True, slots=True)
class Grantee:
    """For whom tokens are made: the user, what was agreed to, and the code it all began with."""

    client: Client
    user_id: str
    scopes: tuple[str, ...]
    family_id: str | None


def new_tokens(platform: Platform, grantee: Grantee, now: datetime) -> IssuedTokens:
    """Make an access and a refresh token. They count once ``stored`` is in the store."""
    rules, lifetimes = platform.profile.credentials, platform.profile.lifetimes
    access = new_token(rules.access_token_prefix, platform.random)
    refresh = new_token(rules.refresh_token_prefix, platform.random)
    return IssuedTokens(
        access_token=Secret(access),
        refresh_token=Secret(refresh),
        stored=TokenPair(
            access=_stored(platform, grantee, access, now, now + lifetimes.access_token),
            refresh=_stored(platform, grantee, refresh, now, now + lifetimes.refresh_token),
        ),
    )


def _stored(
    platform: Platform, grantee: Grantee, token: str, now: datetime, expires_at: datetime
) -> Token:
    return Token(
        id=new_timed_row_id(platform.random, now),
        digest=digest_of(token),
        created_at=now,
        expires_at=expires_at,
        client_row=grantee.client.id,
        user_id=grantee.user_id,
        scopes=grantee.scopes,
        family_id=grantee.family_id,
    )

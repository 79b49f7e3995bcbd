"""Authorization codes and tokens, as the platform keeps them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from oauth_tool.oauth.credentials import RandomBytes, random_text

TOKEN_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorizationCode:
    """A code that one client may redeem once (RFC 6749 4.1.2)."""

    id: str
    code: str
    created_at: datetime
    expires_at: datetime
    client_row: str
    user_id: str
    scopes: tuple[str, ...]
    redirect_uri: str
    code_challenge: str | None
    code_challenge_method: str | None
    used_at: datetime | None = None

    def __repr__(self) -> str:
        return f"AuthorizationCode(id={self.id!r})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """An access or a refresh token.

    Attributes:
        id: The row's own identifier.
        digest: SHA-256 of the whole token in lowercase hexadecimal; the token itself is not kept.
        created_at: Aware, UTC, whole milliseconds; so are all times here.
        expires_at: From then on it is worth nothing.
        client_row: The ``id`` of the client that it was issued to.
        user_id: The user that it stands for.
        scopes: What it allows.
        family_id: The ``id`` of the authorization code that it descends from, where that is kept.
        revoked_at: When it was revoked, or None.
    """

    id: str
    digest: str
    created_at: datetime
    expires_at: datetime
    client_row: str
    user_id: str
    scopes: tuple[str, ...]
    family_id: str | None = None
    revoked_at: datetime | None = None

    def __repr__(self) -> str:
        return f"Token(id={self.id!r})"

    def is_live(self, now: datetime) -> bool:
        """Say whether it is neither revoked nor expired."""
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenPair:
    """What is stored of one successful token request."""

    access: Token
    refresh: Token


def digest_of(token: str) -> str:
    """Return what is kept of a token: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def new_token(prefix: str, random: RandomBytes) -> str:
    """Return a token of 256 random bits in 43 URL-safe characters behind its prefix."""
    return random_text(prefix, TOKEN_BYTES, random)

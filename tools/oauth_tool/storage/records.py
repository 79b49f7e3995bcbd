"""Rows of the tables as the data of the rules, and back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.credentials import SecretHash, read_cost, spelled_cost
from oauth_tool.oauth.tokens import AuthorizationCode, Token
from oauth_tool.oauth.users import User
from oauth_tool.storage.tables import Row

# A public client has no secret, but the columns take no NULL. No scrypt digest is empty.
NO_SECRET = SecretHash(digest="", salt="")
ACTIVE = "ACTIVE"


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiKey:
    """A user's API key, of which the platform keeps a hash.

    Attributes:
        id: The row's own identifier.
        name: What its user calls it.
        head: Its first eight characters; ``tail`` are the last eight.
        tail: What a person recognizes it by.
        digest: Its hash in lowercase hexadecimal digits.
        salt: That of its scrypt; None if the digest is a plain SHA-256.
        status: ``ACTIVE``, or what else the platform calls it.
        permissions: What it allows.
        created_at: When it was made.
        user_id: Whose it is.
    """

    id: str
    name: str
    head: str
    tail: str
    digest: str
    salt: str | None
    status: str
    permissions: tuple[str, ...]
    created_at: datetime
    user_id: str

    def __repr__(self) -> str:
        return f"ApiKey(id={self.id!r})"


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpiredCounts:
    """How many expired rows of each kind were removed."""

    codes: int
    access_tokens: int
    refresh_tokens: int


def api_key(row: Row) -> ApiKey:
    """Return the API key in a row."""
    return ApiKey(**_loose(row))


def api_key_row(key: ApiKey) -> Row:
    """Return the row of an API key."""
    return {field: getattr(key, field) for field in ApiKey.__slots__}


def password(row: Row) -> SecretHash:
    """Return what is kept of a user's password."""
    values = _loose(row)
    return SecretHash(digest=values["digest"], salt=values["salt"])


def password_row(user: User, kept: SecretHash) -> Row:
    """Return the row of a user's password."""
    return {"id": user.id, "digest": kept.digest, "salt": kept.salt}


def user(row: Row) -> User:
    """Return the user in a row."""
    return User(**_loose(row))


def user_row(user: User) -> Row:
    """Return the row of a user."""
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "timezone": user.timezone,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
    }


def client(row: Row) -> Client:
    """Return the client in a row."""
    values = _loose(row)
    kept = _popped_secret(values)
    is_public = values.pop("is_public", kept == NO_SECRET)
    return Client(**values, secret_hash=None if is_public else kept)


def client_row(client: Client) -> Row:
    """Return the row of a client."""
    kept = client.secret_hash or NO_SECRET
    return {
        "id": client.id,
        "created_at": client.created_at,
        "updated_at": client.updated_at,
        "name": client.name,
        "description": client.description,
        "client_id": client.client_id,
        **secret_row(kept),
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grant_types,
        "scopes": client.scopes,
        "owner_id": client.owner_id,
        "is_active": client.is_active,
        "logo_url": client.logo_url,
        "is_public": client.is_public,
    }


def secret_row(kept: SecretHash) -> Row:
    """Return the fields that hold what is kept of a secret."""
    return {
        "secret_digest": kept.digest,
        "secret_salt": kept.salt,
        "secret_scheme": spelled_cost(kept.cost) if kept.cost else None,
    }


def former_secret(row: Row) -> FormerSecret:
    """Return the former secret in a row."""
    values = _loose(row)
    return FormerSecret(secret_hash=_popped_secret(values), **values)


def former_secret_row(former: FormerSecret) -> Row:
    """Return the row of a former secret."""
    return {
        "id": former.id,
        "client_row": former.client_row,
        **secret_row(former.secret_hash),
        "created_at": former.created_at,
        "expires_at": former.expires_at,
        "last_used_at": former.last_used_at,
    }


def code(row: Row) -> AuthorizationCode:
    """Return the authorization code in a row."""
    return AuthorizationCode(**_loose(row))


def code_row(code: AuthorizationCode) -> Row:
    """Return the row of an authorization code."""
    return {
        "id": code.id,
        "code": code.code,
        "created_at": code.created_at,
        "expires_at": code.expires_at,
        "client_row": code.client_row,
        "user_id": code.user_id,
        "scopes": code.scopes,
        "redirect_uri": code.redirect_uri,
        "code_challenge": code.code_challenge,
        "code_challenge_method": code.code_challenge_method,
        "used_at": code.used_at,
    }


def token(row: Row) -> Token:
    """Return the access or refresh token in a row."""
    return Token(**_loose(row))


def token_row(token: Token) -> Row:
    """Return the row of an access or refresh token."""
    return {
        "id": token.id,
        "digest": token.digest,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "client_row": token.client_row,
        "user_id": token.user_id,
        "scopes": token.scopes,
        "family_id": token.family_id,
        "revoked_at": token.revoked_at,
    }


def _popped_secret(values: dict[str, Any]) -> SecretHash:
    scheme = values.pop("secret_scheme", None)
    return SecretHash(
        digest=values.pop("secret_digest"),
        salt=values.pop("secret_salt"),
        cost=read_cost(scheme) if scheme else None,
    )


def _loose(row: Row) -> dict[str, Any]:
    # The kinds of the columns have given every value its type already.
    return dict(row)

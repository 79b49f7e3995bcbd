"""Rows of the tables as the data of the rules, and back."""

from typing import Any

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import SecretHash
from oauth_tool.oauth.tokens import AuthorizationCode, Token
from oauth_tool.oauth.users import User
from oauth_tool.storage.tables import Row

# A public client has no secret, but the columns take no NULL. No scrypt digest is empty.
NO_SECRET = SecretHash(digest="", salt="")


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
    kept = SecretHash(digest=values.pop("secret_digest"), salt=values.pop("secret_salt"))
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
        "secret_digest": kept.digest,
        "secret_salt": kept.salt,
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grant_types,
        "scopes": client.scopes,
        "owner_id": client.owner_id,
        "is_active": client.is_active,
        "logo_url": client.logo_url,
        "is_public": client.is_public,
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


def _loose(row: Row) -> dict[str, Any]:
    # The kinds of the columns have given every value its type already.
    return dict(row)

"""Authorization codes and tokens."""

from oauth_tool.oauth.tokens import AuthorizationCode, Token
from oauth_tool.storage.records.loose import loose
from oauth_tool.storage.tables import Row


def code(row: Row) -> AuthorizationCode:
    """Return the authorization code in a row."""
    return AuthorizationCode(**loose(row))


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
    return Token(**loose(row))


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

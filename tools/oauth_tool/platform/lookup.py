"""Find a token of a client by its text, with the hint that the client gives (RFC 7662 2.1)."""

from dataclasses import dataclass
from typing import Literal

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.tokens import Token, digest_of
from oauth_tool.storage.store import Store

TokenType = Literal["access_token", "refresh_token"]
TOKEN_TYPES: tuple[TokenType, ...] = ("access_token", "refresh_token")


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundToken:
    """A token, and which of the two types it is."""

    token: Token
    token_type: TokenType


async def token_of(store: Store, client: Client, text: str, hint: str | None) -> FoundToken | None:
    """Return the client's token with this text; another client's token is none.

    The hint ``refresh_token`` looks at refresh tokens only; any other tries both types.
    """
    finders = {"access_token": store.access_token, "refresh_token": store.refresh_token}
    tried: tuple[TokenType, ...] = ("refresh_token",) if hint == "refresh_token" else TOKEN_TYPES
    for token_type in tried:
        token = await finders[token_type](digest_of(text))
        if token is not None and token.client_row == client.id:
            return FoundToken(token=token, token_type=token_type)
    return None

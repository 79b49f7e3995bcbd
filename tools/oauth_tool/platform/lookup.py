"""Find a token of a client by its text, with the hint that the client gives (RFC 7662 2.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.tokens import Token, digest_of
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.tokens import Tokens

TokenType = Literal["access_token", "refresh_token"]
TOKEN_TYPES: tuple[TokenType, ...] = ("access_token", "refresh_token")
FINDERS = {"access_token": Tokens.access_token, "refresh_token": Tokens.refresh_token}


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenQuestion:
    """What a client says to ask about a token or to give one up (RFC 7662 2.1, RFC 7009 2.1)."""

    client_id: str
    secret: Secret
    token: Secret
    hint: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundToken:
    """A token, which of the two types it is, and the client that asked."""

    client: Client
    token: Token
    token_type: TokenType


def types_hinted_at(hint: str | None) -> Sequence[TokenType]:
    """Return the types to try: ``refresh_token`` is that one only, any other hint is both."""
    return ("refresh_token",) if hint == "refresh_token" else TOKEN_TYPES


async def found_token(platform: Platform, question: TokenQuestion) -> FoundToken | None:
    """Return the client's token with this text; another client's token is none.

    Raises:
        InvalidClient: The client did not authenticate.
    """
    client = await authenticated_client(platform, question.client_id, question.secret)
    digest = digest_of(question.token.reveal())
    for token_type in types_hinted_at(question.hint):
        token = await FINDERS[token_type](platform.store, digest)
        if token is not None and token.client_row == client.id:
            return FoundToken(client=client, token=token, token_type=token_type)
    return None

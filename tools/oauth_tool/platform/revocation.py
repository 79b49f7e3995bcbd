"""The revocation endpoint (RFC 7009): a client gives up a token of its own."""

from oauth_tool.oauth.tokens import digest_of
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.platform.lookup import TokenQuestion, types_hinted_at
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.tokens import Tokens

REVOKERS = {
    "access_token": Tokens.revoke_access_token,
    "refresh_token": Tokens.revoke_refresh_token,
}


async def revoke(platform: Platform, question: TokenQuestion) -> None:
    """Revoke a token. An unknown, foreign or revoked one changes nothing and is no error.

    Raises:
        InvalidClient: The client did not authenticate.
    """
    client = await authenticated_client(platform, question.client_id, question.secret)
    digest, now = digest_of(question.token.reveal()), platform.clock()
    for token_type in types_hinted_at(question.hint):
        if await REVOKERS[token_type](platform.store, digest, client.id, now):
            return

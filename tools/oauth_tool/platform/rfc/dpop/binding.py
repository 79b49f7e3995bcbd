"""Which key the tokens of a request are bound to (RFC 9449 5)."""

from dataclasses import replace

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidDpopProof, InvalidGrant
from oauth_tool.oauth.terms import Terms
from oauth_tool.platform.rfc.dpop.proof import proven_key
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message
from oauth_tool.storage.client_metadata import metadata_of

MEMBER = "dpop_bound_access_tokens"


async def with_proven_key(issuer: Issuer, client: Client, message: Message) -> Message:
    """Return a token request with the key that it proves, if it does.

    Raises:
        InvalidDpopProof: The proof is not good, or the client is registered to send one and has
            not (RFC 9449 5.2).
    """
    key = await proven_key(issuer, message)
    if key is None:
        metadata = await metadata_of(issuer.platform.store, client)
        if metadata.get(MEMBER) is True:
            raise InvalidDpopProof("the client is registered to prove its key, and does not")
    return replace(message, key=key)


def require_key(bound: str | None, message: Message) -> None:
    """Check that a grant is used by whoever holds the key that it is bound to, if it is.

    Raises:
        InvalidGrant: Another key is proven, or none.
    """
    if bound is not None and bound != message.key:
        raise InvalidGrant("the grant is bound to a key that the request does not prove")


def renewable_with_key(terms: Terms, client: Client, message: Message) -> Terms:
    """Return the terms of a refresh token: a public client's is bound to its key, too.

    A confidential one authenticates whenever it uses its refresh token (RFC 9449 5).
    """
    return replace(terms, key=message.key if client.is_public else None)

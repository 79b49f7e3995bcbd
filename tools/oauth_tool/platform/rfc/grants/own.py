"""What a client redeems is its own, and of this issuer."""

from typing import TypeVar

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidGrant
from oauth_tool.oauth.terms import Terms
from oauth_tool.oauth.tokens import AuthorizationCode, Token
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.storage.terms import terms_of

Granted = TypeVar("Granted", AuthorizationCode, Token)


async def own(
    issuer: Issuer, client: Client, found: Granted | None, what: str
) -> tuple[Granted, Terms]:
    """Return a code or token that was found, with its terms.

    Args:
        issuer: Who must have issued it.
        client: Whom it must have been issued to.
        found: What the store has under the text that the client sent.
        what: What the client took it for.

    Raises:
        InvalidGrant: There is none, or it is another issuer's or client's.
    """
    terms = await terms_of(issuer.platform.store, found.id) if found else None
    if found is None or terms is None or terms.issuer != issuer.name:
        raise InvalidGrant(f"the {what} is not known here")
    if found.client_row != client.id:
        raise InvalidGrant(f"the {what} was issued to another client")
    return found, terms

"""Clients that prove themselves by a secret."""

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidClient
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.platform.rfc.clients import is_storable
from oauth_tool.platform.rfc.issuer import Issuer

# The same sentence, whether the client is unknown, disabled, or presents the wrong secret.
REFUSED = "client authentication failed"


async def client_with(issuer: Issuer, client_id: str, secret: Secret) -> Client:
    """Return the active client with this identifier and secret.

    Raises:
        InvalidClient: There is none.
    """
    if not is_storable(client_id):
        raise InvalidClient(REFUSED)
    try:
        return await authenticated_client(issuer.platform, client_id, secret)
    except InvalidClient as error:
        raise InvalidClient(REFUSED) from error

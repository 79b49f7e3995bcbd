"""Who may look after a registration: whoever has its registration access token (RFC 7592 2)."""

import hmac
from base64 import urlsafe_b64encode

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidToken
from oauth_tool.platform.rfc.clients import is_storable
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.resource import bearer_token


def access_token_for(issuer: Issuer, client: Client) -> Secret:
    """Return the token of a client's registration.

    It is a MAC with the platform's key, so that it can be told again, as RFC 7592 3 asks for, and
    need not be kept.
    """
    spelled = f"registration:{issuer.name}:{client.id}".encode()
    mac = hmac.digest(issuer.platform.browser_key, spelled, "sha256")
    return Secret(urlsafe_b64encode(mac).rstrip(b"=").decode())


async def managed_client(issuer: Issuer, message: Message, client_id: str) -> Client:
    """Return the client whose registration a request is about.

    Raises:
        InvalidToken: The token is missing or another's. Nobody is told whether there is such a
            client.
    """
    token = bearer_token(message)
    client = await issuer.platform.store.client(client_id) if is_storable(client_id) else None
    if client is None or not _fits(token, access_token_for(issuer, client)):
        raise InvalidToken("the registration access token is not the one of this client")
    return client


def _fits(token: str, right: Secret) -> bool:
    return hmac.compare_digest(token.encode(errors="replace"), right.reveal().encode())

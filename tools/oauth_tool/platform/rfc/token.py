"""The token endpoint (OAuth 2.1 3.2): authenticate the client, then let the grant decide."""

from collections.abc import Awaitable, Callable, Mapping

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidClient, UnauthorizedClient, UnsupportedGrantType
from oauth_tool.platform.rfc.authentication.methods import calling_client
from oauth_tool.platform.rfc.device.pending import GRANT_TYPE
from oauth_tool.platform.rfc.dpop.binding import with_proven_key
from oauth_tool.platform.rfc.grants import (
    authorization_code,
    client_credentials,
    device_code,
    refresh_token,
    token_exchange,
)
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.issuing import Issued
from oauth_tool.platform.rfc.message import Message
from oauth_tool.profiles.profile import Profile
from oauth_tool.storage.database import NoSuchReferenceError

Grant = Callable[[Issuer, Client, Message], Awaitable[Issued]]

GRANTS: Mapping[str, Grant] = {
    "authorization_code": authorization_code.issue,
    "refresh_token": refresh_token.issue,
    "client_credentials": client_credentials.issue,
    GRANT_TYPE: device_code.issue,
    token_exchange.GRANT_TYPE: token_exchange.issue,
}


def grants_of(profile: Profile) -> Mapping[str, Grant]:
    """Return the grants that a platform of this profile has."""
    return {name: grant for name, grant in GRANTS.items() if name in profile.grant_types}


async def issue_tokens(issuer: Issuer, message: Message) -> Issued:
    """Answer a token request.

    Raises:
        ProtocolError: The first thing that is wrong.
    """
    message.parameters.require_each_once()
    client = await calling_client(issuer, message)
    grant = _grant(issuer, client, message.parameters.required("grant_type"))
    proven = await with_proven_key(issuer, client, message)
    try:
        return await grant(issuer, client, proven)
    except NoSuchReferenceError as error:  # it was deleted a moment ago
        raise InvalidClient("the client is not registered any more") from error


def _grant(issuer: Issuer, client: Client, name: str) -> Grant:
    grant = grants_of(issuer.platform.profile).get(name)
    if grant is None:
        raise UnsupportedGrantType("this grant_type is not known here")
    if name not in client.grant_types:
        raise UnauthorizedClient(f"the client is not registered for the grant type {name}")
    return grant

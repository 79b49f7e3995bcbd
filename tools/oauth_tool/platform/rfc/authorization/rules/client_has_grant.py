"""The client is registered for the code flow (RFC 6749 4.1.2.1, ``unauthorized_client``)."""

from oauth_tool.oauth.protocol_errors import UnauthorizedClient
from oauth_tool.platform.rfc.authorization.asking import Asked


def check(asked: Asked) -> None:
    """Refuse a client that acts in other ways only."""
    if "authorization_code" not in asked.client.grant_types:
        raise UnauthorizedClient("the client is not registered for the grant authorization_code")

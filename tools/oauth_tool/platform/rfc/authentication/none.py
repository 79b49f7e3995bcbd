"""``none``: a public client merely says which one it is (RFC 6749 3.2.1)."""

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidClient
from oauth_tool.platform.rfc.authentication.method import Method
from oauth_tool.platform.rfc.authentication.secrets import REFUSED
from oauth_tool.platform.rfc.clients import active_client
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message


def _is_used(message: Message) -> bool:
    return bool(message.parameters.one("client_id"))


async def _client(issuer: Issuer, message: Message) -> Client:
    client = await active_client(issuer, message.parameters.one("client_id"))
    if client is None or not client.is_public:
        raise InvalidClient(REFUSED)
    return client


NONE = Method(is_used=_is_used, client=_client)

"""``client_secret_post``: the secret in the form (RFC 6749 2.3.1)."""

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform.rfc.authentication.method import Method
from oauth_tool.platform.rfc.authentication.secrets import client_with
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message


def _is_used(message: Message) -> bool:
    return bool(message.parameters.one("client_secret"))


async def _client(issuer: Issuer, message: Message) -> Client:
    given = message.parameters
    return await client_with(
        issuer, given.required("client_id"), Secret(given.one("client_secret"))
    )


POST = Method(is_used=_is_used, client=_client)

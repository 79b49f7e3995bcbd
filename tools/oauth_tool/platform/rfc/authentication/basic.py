"""``client_secret_basic``: HTTP Basic with both parts form-encoded first (RFC 6749 2.3.1)."""

from base64 import b64decode
from urllib.parse import unquote_plus

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidClient, InvalidRequest
from oauth_tool.platform.rfc.authentication.method import Method
from oauth_tool.platform.rfc.authentication.secrets import client_with
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message

SCHEME = "basic"


def _is_used(message: Message) -> bool:
    return "Authorization" in message.headers


async def _client(issuer: Issuer, message: Message) -> Client:
    client_id, secret = _credentials(message.headers["Authorization"])
    if message.parameters.one("client_id") not in {"", client_id}:
        raise InvalidRequest("the header and the form name different clients")
    return await client_with(issuer, client_id, secret)


def _credentials(header: str) -> tuple[str, Secret]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != SCHEME:
        raise InvalidClient("clients authenticate here with the scheme Basic, or in the form")
    try:
        client_id, colon, secret = b64decode(encoded.strip(), validate=True).decode().partition(":")
        if not colon:
            raise InvalidClient("the Authorization header cannot be read")
        return unquote_plus(client_id, errors="strict"), Secret(
            unquote_plus(secret, errors="strict")
        )
    except ValueError as error:  # no base64, no ASCII, or no UTF-8 in it
        raise InvalidClient("the Authorization header cannot be read") from error


BASIC = Method(is_used=_is_used, client=_client)

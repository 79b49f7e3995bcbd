"""The methods of client authentication, and the choice among them."""

from collections.abc import Mapping

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidClient, InvalidRequest
from oauth_tool.platform.rfc.authentication.basic import BASIC
from oauth_tool.platform.rfc.authentication.method import Method
from oauth_tool.platform.rfc.authentication.none import NONE
from oauth_tool.platform.rfc.authentication.post import POST
from oauth_tool.platform.rfc.authentication.private_key_jwt import PRIVATE_KEY_JWT
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message
from oauth_tool.storage.client_metadata import metadata_of

# A client that authenticates may say who it is besides, so NONE counts only by itself.
PROVING: Mapping[str, Method] = {
    "client_secret_basic": BASIC,
    "client_secret_post": POST,
    "private_key_jwt": PRIVATE_KEY_JWT,
}
METHODS: Mapping[str, Method] = {**PROVING, "none": NONE}


async def calling_client(issuer: Issuer, message: Message) -> Client:
    """Return the client that sends a message: it has authenticated, or is a public one.

    Raises:
        InvalidRequest: It uses two methods at once (RFC 6749 2.3).
        InvalidClient: It uses none, fails, or has registered for another one.
    """
    name = _method_of(message)
    client = await METHODS[name].client(issuer, message)
    await _require_registered(issuer, client, name)
    return client


async def proven_client(issuer: Issuer, message: Message) -> Client:
    """Return the confidential client that sends a message.

    Raises:
        InvalidRequest: It uses two methods at once (RFC 6749 2.3).
        InvalidClient: It fails, or is a public one.
    """
    client = await calling_client(issuer, message)
    if client.is_public:
        raise InvalidClient("a public client cannot do this: anybody can pretend to be it")
    return client


def _method_of(message: Message) -> str:
    used = [name for name, method in PROVING.items() if method.is_used(message)]
    if len(used) > 1:
        raise InvalidRequest("a client authenticates in one way, not in two at once")
    if not used and not NONE.is_used(message):
        raise InvalidClient("the request does not say which client sends it")
    return used[0] if used else "none"


async def _require_registered(issuer: Issuer, client: Client, method: str) -> None:
    metadata = await metadata_of(issuer.platform.store, client)
    registered = metadata.get("token_endpoint_auth_method", method)
    if registered != method:
        raise InvalidClient(f"the client is registered for {registered}")

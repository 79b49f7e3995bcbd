"""The device authorization endpoint (RFC 8628 3.1 and 3.2)."""

from collections.abc import Mapping

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import UnauthorizedClient
from oauth_tool.oauth.tokens import new_token
from oauth_tool.platform.rfc.authentication.methods import calling_client
from oauth_tool.platform.rfc.device.pending import DEVICE, GRANT_TYPE, INTERVAL, LIFETIME, USER
from oauth_tool.platform.rfc.device.user_codes import new_user_code, spelled
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.requested_scopes import require_allowed, scopes_in
from oauth_tool.platform.rfc.resource_indicators import resources_in
from oauth_tool.storage.tickets import Ticket, add_ticket


async def start(issuer: Issuer, message: Message, *, page: str) -> Mapping[str, object]:
    """Return a code for the device, and one for its user to type.

    Args:
        issuer: Who is asked.
        message: The request.
        page: The URL at which the user types the code.

    Raises:
        ProtocolError: The first thing that is wrong with the request.
    """
    message.parameters.require_each_once()
    client = await calling_client(issuer, message)
    if GRANT_TYPE not in client.grant_types:
        raise UnauthorizedClient("the client is not registered for the device grant")
    scopes = scopes_in(message.parameters.one("scope"))
    require_allowed(issuer, client, scopes)
    user_code = await _kept_user_code(issuer, client, scopes, resources_in(message.parameters))
    device_code = await _kept_device_code(issuer, client, user_code)
    return {
        "device_code": device_code,
        "user_code": spelled(user_code),
        "verification_uri": page,
        "verification_uri_complete": f"{page}?user_code={spelled(user_code)}",
        "expires_in": int(LIFETIME.total_seconds()),
        "interval": int(INTERVAL.total_seconds()),
    }


async def _kept_user_code(
    issuer: Issuer, client: Client, scopes: tuple[str, ...], audience: tuple[str, ...]
) -> str:
    platform = issuer.platform
    while True:
        ticket = Ticket(
            kind=USER,
            name=new_user_code(platform.random),
            expires_at=platform.clock() + LIFETIME,
            content={
                "issuer": issuer.name,
                "client_row": client.id,
                "scopes": scopes,
                "audience": audience,
            },
        )
        if await add_ticket(platform.store, ticket):
            return ticket.name


async def _kept_device_code(issuer: Issuer, client: Client, user_code: str) -> str:
    platform = issuer.platform
    ticket = Ticket(
        kind=DEVICE,
        name=new_token("", platform.random),
        expires_at=platform.clock() + LIFETIME,
        content={
            "issuer": issuer.name,
            "client_row": client.id,
            "user_code": user_code,
            "interval": INTERVAL.total_seconds(),
            "asked_at": None,
        },
    )
    await add_ticket(platform.store, ticket)
    return ticket.name

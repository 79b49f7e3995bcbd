"""What is kept while a device waits for its user (RFC 8628).

Two tickets: the device holds the name of one, the user types that of the other, which holds the
decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from oauth_tool.oauth.clients import Client
from oauth_tool.platform.rfc.device.user_codes import normalized
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.storage.tickets import Ticket, move_ticket, ticket_named

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
DEVICE, USER = "device code", "user code"
LIFETIME = timedelta(minutes=10)
INTERVAL = timedelta(seconds=5)
UNDECIDED, ALLOWED, DENIED = "", "allowed", "denied"


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A device's request, as its user finds it.

    Attributes:
        ticket: What keeps it.
        client: The app on the device.
        scopes: What it asks for.
    """

    ticket: Ticket
    client: Client
    scopes: tuple[str, ...]


async def waiting_request(issuer: Issuer, user_code: str) -> Waiting | None:
    """Return the request that waits under a code that a user has typed, or None."""
    platform = issuer.platform
    ticket = await ticket_named(platform.store, USER, normalized(user_code))
    if ticket is None or ticket.state != UNDECIDED or platform.clock() >= ticket.expires_at:
        return None
    client = await platform.store.client_at(ticket.content["client_row"])
    if client is None or not client.is_active or ticket.content["issuer"] != issuer.name:
        return None
    return Waiting(ticket=ticket, client=client, scopes=tuple(ticket.content["scopes"]))


async def decide(
    issuer: Issuer, waiting: Waiting, user_id: str, signed_in_at: datetime, *, allowed: bool
) -> bool:
    """Keep what the user has decided, and say whether nobody had before."""
    decision: Mapping[str, Any] = {
        **waiting.ticket.content,
        "user_id": user_id,
        "signed_in_at": int(signed_in_at.timestamp()),
    }
    state = ALLOWED if allowed else DENIED
    return await move_ticket(issuer.platform.store, waiting.ticket, state, decision)

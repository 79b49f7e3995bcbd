"""A device asks whether its user has decided (RFC 8628 3.4 and 3.5)."""

from datetime import datetime
from typing import NoReturn

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.identifiers import new_row_id
from oauth_tool.oauth.protocol_errors import (
    AuthorizationPending,
    DeviceDenied,
    ExpiredToken,
    InvalidGrant,
    SlowDown,
)
from oauth_tool.oauth.terms import Terms
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.device.pending import DENIED, DEVICE, INTERVAL, UNDECIDED, USER
from oauth_tool.platform.rfc.dpop.binding import renewable_with_key
from oauth_tool.platform.rfc.grants.renewing import renewable_scopes
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.issuing import Issued, new_tokens
from oauth_tool.platform.rfc.message import Message
from oauth_tool.storage.terms import add_tokens
from oauth_tool.storage.tickets import Ticket, move_ticket, ticket_named

_REDEEMED = "redeemed"


async def issue(issuer: Issuer, client: Client, message: Message) -> Issued:
    """Return tokens once the user has agreed, and only once.

    Raises:
        InvalidRequest: A parameter is missing.
        InvalidGrant: The device code is unknown, another client's, or was redeemed.
        ExpiredToken: It is over.
        AuthorizationPending: The user has not decided yet.
        SlowDown: The device asks too often.
        DeviceDenied: The user said no.
    """
    now, store = issuer.platform.clock(), issuer.platform.store
    device = await _own_ticket(issuer, client, message.parameters.required("device_code"))
    user = await ticket_named(store, USER, device.content["user_code"])
    if user is None or now >= device.expires_at:
        raise ExpiredToken("the device code has expired: start again")
    if user.state == UNDECIDED:
        await _refuse_for_now(issuer, device, now)
    if not await move_ticket(store, device, _REDEEMED, device.content):
        raise InvalidGrant("the device code was redeemed before")
    if user.state == DENIED:
        raise DeviceDenied("the user said no")
    tokens = await new_tokens(issuer, _award(issuer, client, user, message), now)
    await add_tokens(store, tokens.stored)
    return tokens


async def _own_ticket(issuer: Issuer, client: Client, device_code: str) -> Ticket:
    ticket = await ticket_named(issuer.platform.store, DEVICE, device_code)
    if ticket is None or ticket.content["issuer"] != issuer.name:
        raise InvalidGrant("the device code is not known here")
    if ticket.content["client_row"] != client.id:
        raise InvalidGrant("the device code was issued to another client")
    if ticket.state == _REDEEMED:
        raise InvalidGrant("the device code was redeemed before")
    return ticket


async def _refuse_for_now(issuer: Issuer, device: Ticket, now: datetime) -> NoReturn:
    interval, asked_at = device.content["interval"], device.content["asked_at"]
    too_soon = asked_at is not None and now.timestamp() - asked_at < interval
    # RFC 8628 3.5: five seconds longer, for this request and all that come.
    interval += INTERVAL.total_seconds() if too_soon else 0
    content = {**device.content, "asked_at": now.timestamp(), "interval": interval}
    await move_ticket(issuer.platform.store, device, device.state, content)
    if too_soon:
        raise SlowDown(f"wait {interval:.0f} seconds between two requests")
    raise AuthorizationPending("the user has not decided yet")


def _award(issuer: Issuer, client: Client, decision: Ticket, message: Message) -> Award:
    content = decision.content
    scopes = tuple(content["scopes"])
    terms = Terms(
        issuer=issuer.name,
        subject=content["user_id"],
        audience=tuple(content["audience"]),
        signed_in_at=content["signed_in_at"],
        key=message.key,
    )
    return Award(
        client=client,
        user_id=content["user_id"],
        scopes=scopes,
        family_id=new_row_id(issuer.platform.random),
        terms=terms,
        renewable=renewable_scopes(client, scopes),
        renewable_terms=renewable_with_key(terms, client, message),
    )

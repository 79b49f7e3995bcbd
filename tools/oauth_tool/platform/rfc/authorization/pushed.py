"""Authorization requests that were pushed beforehand, and are named by a URI (RFC 9126 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from oauth_tool.oauth.parameters import Parameters
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.storage.tickets import Ticket, move_ticket, ticket_named

KIND = "pushed request"
URN = "urn:ietf:params:oauth:request_uri:"
# The user signs in and decides while the request is alive.
LIFETIME = timedelta(minutes=10)
_ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pushed:
    """A request that its client has pushed.

    Attributes:
        ticket: What keeps it.
        parameters: What was pushed.
    """

    ticket: Ticket
    parameters: Parameters

    @property
    def at(self) -> datetime:
        """When it was pushed."""
        return self.ticket.expires_at - LIFETIME


def names_pushed(parameters: Parameters) -> bool:
    """Say whether a request names one that was pushed."""
    return parameters.one("request_uri").startswith(URN)


async def pushed_request(issuer: Issuer, parameters: Parameters) -> Pushed | None:
    """Return the request that another one names, or None.

    It is there for its own client only, for a while, and until it is answered; what else the
    other one says does not count.
    """
    store, now = issuer.platform.store, issuer.platform.clock()
    ticket = await ticket_named(store, KIND, parameters.one("request_uri").removeprefix(URN))
    if ticket is None or ticket.state == _ANSWERED or now >= ticket.expires_at:
        return None
    kept = Parameters(pairs=_pairs(ticket.content["pairs"]))
    belongs = (ticket.content["issuer"], kept.one("client_id"))
    if belongs != (issuer.name, parameters.one("client_id")):
        return None
    return Pushed(ticket=ticket, parameters=kept)


async def mark_answered(issuer: Issuer, pushed: Pushed) -> bool:
    """Note that a request has its answer, and say whether it had none before."""
    ticket = pushed.ticket
    return await move_ticket(issuer.platform.store, ticket, _ANSWERED, ticket.content)


def _pairs(kept: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in kept)

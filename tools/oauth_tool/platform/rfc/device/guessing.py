"""How often a user may type a code that is not there: guessing must not pay (RFC 8628 5.1)."""

from oauth_tool.platform.rfc.device.pending import LIFETIME
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.storage.tickets import Ticket, add_ticket, ticket_named

KIND = "wrong user code"
# Of 34 bits, a guesser finds one in ten thousand years then.
MOST = 10


async def has_guessed_too_often(issuer: Issuer, user_id: str) -> bool:
    """Say whether a user has typed so many wrong codes that none counts for a while."""
    last = await ticket_named(issuer.platform.store, KIND, _name(issuer, user_id, MOST))
    return last is not None


async def note_wrong_guess(issuer: Issuer, user_id: str) -> None:
    """Keep that a user has typed a wrong code: the first number that is free."""
    store, end = issuer.platform.store, issuer.platform.clock() + LIFETIME
    for number in range(1, MOST + 1):
        name = _name(issuer, user_id, number)
        if await add_ticket(store, Ticket(kind=KIND, name=name, expires_at=end)):
            return


def _name(issuer: Issuer, user_id: str, number: int) -> str:
    period = int(issuer.platform.clock().timestamp() // LIFETIME.total_seconds())
    return f"{user_id}:{period}:{number}"

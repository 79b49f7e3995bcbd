"""How often a user may type a code that is not there: guessing must not pay (RFC 8628 5.1)."""

from oauth_tool.platform.rfc.device.pending import LIFETIME
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.storage.tickets import Ticket, add_ticket, drop_ticket

KIND = "guess at a user code"
# One code is found in some ten thousand years then.
MOST = 10


async def taken_guess(issuer: Issuer, user_id: str) -> Ticket | None:
    """Return one of the guesses that a user has in ten minutes; None if they are used up.

    It is taken before anybody looks whether the code is right: so many at once are not more.
    """
    platform = issuer.platform
    period = int(platform.clock().timestamp() // LIFETIME.total_seconds())
    for number in range(MOST):
        guess = Ticket(
            kind=KIND,
            name=f"{user_id}:{period}:{number}",
            expires_at=platform.clock() + LIFETIME,
        )
        if await add_ticket(platform.store, guess):
            return guess
    return None


async def give_back(issuer: Issuer, guess: Ticket) -> None:
    """Let a guess that was right count for nothing."""
    await drop_ticket(issuer.platform.store, guess)

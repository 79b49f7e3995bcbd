"""Remove codes and tokens that have expired."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from oauth_tool.platform.platform import Platform
from oauth_tool.storage.state import State
from oauth_tool.storage.tokens import ExpiredCounts
from tool_cli.errors import InvalidInput

LAST = "last clean-up"
VARIABLE = "OAUTH_TOKEN_CLEANUP_INTERVAL_HOURS"
DEFAULT_HOURS, LONGEST_HOURS = 6, 24


async def claimed_cleanup(state: State, interval: timedelta, now: datetime) -> timedelta | None:
    """Take on the clean-up that is due; of several processes, one does.

    Returns:
        None if it is this process's to do, else how long nothing is to be done.
    """
    last = await state.read(LAST)
    if last is not None:
        due = datetime.fromisoformat(last.value) + interval
        if now < due:
            return min(due - now, interval)
    claimed = await state.replace(LAST, last, now.isoformat())
    # Nobody knows of an earlier one: the first is due when the interval is over.
    return None if claimed and last is not None else interval


async def clean_up(platform: Platform) -> ExpiredCounts:
    """Delete what has expired, and return how many rows of each kind; used or revoked ones stay."""
    return await platform.store.delete_expired(platform.clock())


def cleanup_interval(environment: Mapping[str, str]) -> timedelta:
    """Return how often that is to happen.

    Raises:
        InvalidInput: The variable is no whole number from 1 to 24.
    """
    text = environment.get(VARIABLE) or str(DEFAULT_HOURS)
    hours = int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else 0  # noqa: PLR2004
    if not 1 <= hours <= LONGEST_HOURS:
        raise InvalidInput(
            f"{VARIABLE} is {text[:40]!r}", f"write whole hours from 1 to {LONGEST_HOURS}"
        )
    return timedelta(hours=hours)

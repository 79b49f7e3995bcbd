"""Remove codes and tokens that have expired."""

from collections.abc import Mapping
from datetime import timedelta

from oauth_tool.platform.platform import Platform
from oauth_tool.storage.records import ExpiredCounts
from tool_cli.errors import InvalidInput

VARIABLE = "OAUTH_TOKEN_CLEANUP_INTERVAL_HOURS"
DEFAULT_HOURS, LONGEST_HOURS = 6, 24


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

"""How far the platform's time can be moved forward on request."""

import re
from datetime import timedelta

from tool_cli.errors import InvalidInput

FURTHEST = timedelta(days=3660)
_DURATION = re.compile(r"([0-9]{1,9})([smhd]?)")
_UNITS = {"": "seconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def checked_advance(ahead: timedelta, duration: timedelta) -> timedelta:
    """Return how far ahead a clock is that was so far ahead and is moved forward.

    Raises:
        InvalidInput: That would be backwards, or ten years ahead and more.
    """
    if duration < timedelta() or ahead + duration > FURTHEST:
        raise InvalidInput(
            "the clock moves forward only, by ten years at most", "write a time such as 3601s"
        )
    return ahead + duration


def read_duration(text: str) -> timedelta:
    """Return the length of time that a text spells: ``90s``, ``15m``, ``24h``, ``7d``.

    Raises:
        InvalidInput: It spells none, or more than the clock can be moved by.
    """
    spelled = _DURATION.fullmatch(text.strip())
    duration = timedelta(**{_UNITS[spelled[2]]: int(spelled[1])}) if spelled else None
    if duration is None or duration > FURTHEST:
        raise InvalidInput(
            f"{text[:40]!r} is no length of time", "write 90s, 15m, 24h or 7d, ten years at most"
        )
    return duration

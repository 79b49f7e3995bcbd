"""The platform's time, which can be moved forward on request."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from oauth_tool.oauth.moments import Clock, utc_now
from tool_cli.errors import InvalidInput

FURTHEST = timedelta(days=3660)
_DURATION = re.compile(r"([0-9]{1,9})([smhd]?)")
_UNITS = {"": "seconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(kw_only=True, slots=True)
class MovableClock:
    """A clock that runs ahead of another one.

    It belongs to one process: of several on one database, each has its own.

    Attributes:
        base: The clock that it runs ahead of.
        ahead: By how much.
    """

    base: Clock = utc_now
    ahead: timedelta = field(default=timedelta())

    def __call__(self) -> datetime:
        """Return the present moment of the platform."""
        return self.base() + self.ahead

    def advance(self, duration: timedelta) -> datetime:
        """Move time forward, and return the new present moment.

        Raises:
            InvalidInput: That would be backwards, or ten years ahead and more.
        """
        if duration < timedelta() or self.ahead + duration > FURTHEST:
            raise InvalidInput(
                "the clock moves forward only, by ten years at most", "write a time such as 3601s"
            )
        self.ahead += duration
        return self()


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

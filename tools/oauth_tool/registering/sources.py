"""Where time and randomness come from."""

import os
from dataclasses import dataclass

from oauth_tool.oauth.credentials import RandomBytes
from oauth_tool.oauth.moments import Clock, utc_now


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """A clock, and bytes that nobody can foresee."""

    clock: Clock = utc_now
    random: RandomBytes = os.urandom


SYSTEM = Sources()
"""The time and the randomness of the operating system."""

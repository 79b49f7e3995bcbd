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

    def new_row_id(self) -> str:
        """Return a random UUID (RFC 9562 5.4)."""
        import uuid  # noqa: PLC0415 - a secret is made before anything else is imported

        return str(uuid.UUID(bytes=self.random(16), version=4))


SYSTEM = Sources()
"""The time and the randomness of the operating system."""

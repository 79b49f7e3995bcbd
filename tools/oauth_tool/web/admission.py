"""Who may see kept runs: browsers that were opened with the key which the terminal shows.

A session belongs to the browser that made it. Kept runs belong to the person who started the
server, and anybody on the machine can open its page; so a browser has to show the key, once.
"""

import hmac
import secrets
from dataclasses import dataclass, field

KEY_BYTES = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Admission:
    """The key of this start, and the browsers that have shown it."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(KEY_BYTES), repr=False)
    _admitted: set[str] = field(default_factory=set, repr=False)

    def admit(self, browser_id: str, key: str) -> bool:
        """Let a browser in if it shows the key, and say whether it did."""
        is_right = hmac.compare_digest(key.encode(errors="replace"), self.key.encode())
        if is_right:
            self._admitted.add(browser_id)
        return is_right

    def is_admitted(self, browser_id: str | None) -> bool:
        """Say whether a browser has shown the key."""
        return browser_id in self._admitted

"""Wait for a session to change."""

import asyncio
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from oauth_tool.client.session import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """Who waits for which session."""

    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _waiting: WeakKeyDictionary[Session, asyncio.Event] = field(default_factory=WeakKeyDictionary)

    def tell(self, session: Session) -> None:
        """Wake all who wait for a session."""
        waiting = self._waiting.pop(session, None)
        if waiting is not None:
            waiting.set()

    def end(self) -> None:
        """Wake everybody: the server stops, and nothing will change any more."""
        self._over.set()
        for waiting in self._waiting.values():
            waiting.set()

    @property
    def are_over(self) -> bool:
        """Whether the server stops."""
        return self._over.is_set()

    async def next_of(self, session: Session, patience_seconds: float) -> None:
        """Return when a session has changed, or when the patience is at its end."""
        event = self._waiting.setdefault(session, asyncio.Event())
        try:
            async with asyncio.timeout(patience_seconds):
                await event.wait()
        except TimeoutError:
            return

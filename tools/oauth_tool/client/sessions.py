"""The walks of all browsers: each has its own, idle ones end, and there are never too many."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta

from oauth_tool.client.session import Session
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Exchange

LIFETIME = timedelta(hours=8)
KEPT_SESSIONS = 100


class Sessions:
    """Sessions by the identifier that their browser presents.

    Args:
        absent: The steps that the server has no endpoint for.
        before: What was sent and answered before anybody began to walk.
    """

    __slots__ = ("_absent", "_before", "_sessions")

    def __init__(
        self, absent: frozenset[Step] = frozenset(), before: Sequence[Exchange] = ()
    ) -> None:
        self._absent = absent
        self._before = before
        self._sessions: OrderedDict[str, tuple[Session, datetime]] = OrderedDict()

    def find(self, session_id: str | None, now: datetime) -> Session | None:
        """Return the session with this identifier, if it is not over; its time starts anew."""
        session, until = self._sessions.pop(session_id or "", (None, now))
        if session is None or session_id is None or now >= until:
            return None
        self._sessions[session_id] = (session, now + LIFETIME)
        return session

    def start(self, session_id: str, now: datetime) -> Session:
        """Begin a session, in the place of one with this identifier; the idlest makes room."""
        session = Session(absent=self._absent)
        session.take_over(self._before)
        self._sessions[session_id] = (session, now + LIFETIME)
        self._sessions.move_to_end(session_id)
        while len(self._sessions) > KEPT_SESSIONS:
            self._sessions.popitem(last=False)
        return session

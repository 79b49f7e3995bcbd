"""Keep the runs of the workbench while they happen: each exchange is written once it is there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex
from weakref import WeakKeyDictionary

from oauth_tool.client.session import Session
from oauth_tool.client.showing import ShownEntry
from oauth_tool.web.exports.run import Run
from oauth_tool.web.exports.run_json import exchange_members, head_members
from oauth_tool.web.runs.run_store import RunStore
from tool_cli.errors import ToolError

ID_BYTES = 4


@dataclass(kw_only=True, slots=True)
class Kept:
    """What the store has of a session's run: its exchanges, as they were masked then."""

    run_id: str
    entries: dict[int, ShownEntry] = field(default_factory=dict)


@dataclass(kw_only=True, eq=False)
class Keeper:
    """Keeps the runs of all sessions. A disk that fails stops the keeping, not the walk.

    Attributes:
        store: Where they are kept.
        warn: Tells a person that they are not, once.
        is_working: Whether they are.
    """

    store: RunStore
    warn: Callable[[str], None]
    is_working: bool = True
    _kept: WeakKeyDictionary[Session, Kept] = field(default_factory=WeakKeyDictionary)

    def is_behind(self, session: Session) -> bool:
        """Say whether a session has exchanges that were not kept yet."""
        if not self.is_working or not session.has_begun:
            return False
        kept = self._kept.get(session)
        return kept is None or session.exchanges[-1].number not in kept.entries

    def keep(self, session: Session, run: Run) -> None:
        """Write what is new, and what was masked anew because another secret became known."""
        kept = self._kept.setdefault(session, Kept(run_id=token_hex(ID_BYTES)))
        new = [entry for entry in run.entries if kept.entries.get(entry.number) is not entry]
        try:
            self.store.keep(
                kept.run_id,
                run.entries[0].exchange.started_at,
                head_members(run),
                [exchange_members(run, entry) for entry in new],
            )
        except ToolError as error:
            self.is_working = False
            self.warn(f"Warning: runs are not kept: {error.message}.")
        kept.entries = {entry.number: entry for entry in run.entries}

    def id_of(self, session: Session) -> str | None:
        """Return the id of a session's run, None if nothing of it was kept."""
        kept = self._kept.get(session)
        return kept.run_id if kept and self.is_working else None

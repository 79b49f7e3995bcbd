"""What every process on one database has to know beside clients and tokens: texts under names.

A text is replaced only by whoever has read it as it is, so that no change is lost.
"""

from dataclasses import dataclass, field
from typing import Protocol

from oauth_tool.storage.database import Database, NotUniqueError
from oauth_tool.storage.statements import insert, select, update
from oauth_tool.storage.tables import Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A text, and which edition of it this is."""

    value: str = field(repr=False)
    revision: int


class State(Protocol):
    """Texts under names."""

    @property
    def settling_seconds(self) -> float:
        """After how long a change is known wherever ``version`` is asked before each use."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes see it, and it outlives this one."""

    async def version(self) -> int:
        """Return a number that changes when somebody else may have changed something."""

    async def read(self, name: str) -> Kept | None:
        """Return the text under a name."""

    async def replace(self, name: str, before: Kept | None, value: str) -> bool:
        """Put a text in the place of the one that was read; False if another came first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedState:
    """Texts in a table of the database."""

    database: Database
    table: Table

    @property
    def is_shared(self) -> bool:
        """Whether other processes see it, and it outlives this one: it does."""
        return True

    @property
    def settling_seconds(self) -> float:
        """After how long a change is known wherever ``version`` is asked before each use."""
        return self.database.settling_seconds

    async def version(self) -> int:
        """Return a number that changes when somebody else may have changed something."""
        return await self.database.version()

    async def read(self, name: str) -> Kept | None:
        """Return the text under a name."""
        for row in await self.database.fetch(select(self.table, {"id": name})):
            return Kept(value=str(row["value"]), revision=int(str(row["revision"])))
        return None

    async def replace(self, name: str, before: Kept | None, value: str) -> bool:
        """Put a text in the place of the one that was read; False if another came first."""
        if before is None:
            return await self._add(name, value)
        where = {"id": name, "revision": str(before.revision)}
        changes = {"value": value, "revision": str(before.revision + 1)}
        return await self.database.execute(update(self.table, changes, where)) > 0

    async def _add(self, name: str, value: str) -> bool:
        row = {"id": name, "value": value, "revision": "1"}
        try:
            await self.database.execute(insert(self.table, row))
        except NotUniqueError:
            return False
        return True


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnState:
    """Texts of this process alone, where the database has no room for them."""

    _texts: dict[str, Kept] = field(default_factory=dict)

    @property
    def is_shared(self) -> bool:
        """Whether other processes see it, and it outlives this one: it does not."""
        return False

    @property
    def settling_seconds(self) -> float:
        """After how long a change is known: nobody else has to be told."""
        return 0.0

    async def version(self) -> int:
        """Return the same number always: nobody else changes anything."""
        return 0

    async def read(self, name: str) -> Kept | None:
        """Return the text under a name."""
        return self._texts.get(name)

    async def replace(self, name: str, before: Kept | None, value: str) -> bool:
        """Put a text in the place of the one that was read; False if another came first."""
        if self._texts.get(name) != before:
            return False
        self._texts[name] = Kept(value=value, revision=before.revision + 1 if before else 1)
        return True


def state_in(database: Database, table: Table | None) -> State:
    """Return the state that a database keeps; that of this process if it has no table for it."""
    return SharedState(database=database, table=table) if table else OwnState()

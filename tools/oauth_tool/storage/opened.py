"""A database that is open, and the names that a platform has in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from oauth_tool.storage.database import Database
from oauth_tool.storage.statements import select
from oauth_tool.storage.tables import Row, Table, Tables

Record = TypeVar("Record")
REMEMBERED = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """An open database; what is kept in it is a subclass a noun.

    Attributes:
        database: Where it is.
        tables: The tables as they are there.
    """

    database: Database
    tables: Tables

    async def close(self) -> None:
        """Let go of the database."""
        await self.database.close()

    async def one(self, table: Table, load: Callable[[Row], Record], **where: str) -> Record | None:
        """Return the record with these values, or None."""
        rows = await self.database.fetch(select(table, where))
        return load(rows[0]) if rows else None

    async def one_known(
        self, table: Table, load: Callable[[Row], Record], **where: str
    ) -> Record | None:
        """Return the record with these values, or None: from memory if nothing has changed."""
        known, asked = await self.database.known(table), tuple(where.items())
        if asked in known:
            record: Record = known[asked]
            return record
        found = await self.one(table, load, **where)
        if found is not None:
            if len(known) >= REMEMBERED:
                known.clear()
            known[asked] = found
        return found

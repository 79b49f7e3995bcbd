"""A database that is open, and the names that a platform has in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from oauth_tool.storage.database import Database
from oauth_tool.storage.statements import select
from oauth_tool.storage.tables import Row, Table, Tables

Record = TypeVar("Record")


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

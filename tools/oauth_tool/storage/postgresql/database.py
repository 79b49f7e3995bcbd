"""Statements on a pool of connections, or on one of them inside a transaction."""

# asyncpg's classes take type arguments for the type checker only, not at run time.
from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from oauth_tool.storage.database import Known, Unit
from oauth_tool.storage.postgresql.refusals import refusals
from oauth_tool.storage.postgresql.values import rendered, row_of
from oauth_tool.storage.statements import Statement
from oauth_tool.storage.tables import Row, Table

if TYPE_CHECKING:
    import asyncpg
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = PoolConnectionProxy[asyncpg.Record]


# How long a process may go on with what it has read of the state. It would cost a query before
# every answer to know at once; so who changes the state waits as long, before it says so.
LEASE_SECONDS = 0.05


class PostgreSQLDatabase:
    """A pool of connections."""

    dialect = "postgresql"
    settling_seconds = LEASE_SECONDS

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def version(self) -> int:
        """Return the number of the present lease: nobody is told when something changes."""
        return _lease()

    async def known(self, _: Table) -> Known:
        """Return nothing: nobody is told when something changes."""
        return {}

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""
        with refusals():
            async with self._pool.acquire() as connection:
                return await _fetch(connection, statement)

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""
        with refusals():
            async with self._pool.acquire() as connection:
                return await _execute(connection, statement)

    async def in_one_step(self, unit: Unit) -> int:
        """Run a unit and return how many rows its first statement touched."""
        async with self.transaction() as inside:
            return await inside.in_one_step(unit)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgreSQLTransaction]:
        """Run what happens inside wholly or not at all."""
        with refusals():
            async with self._pool.acquire() as connection, connection.transaction():
                yield PostgreSQLTransaction(connection)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.close()


class PostgreSQLTransaction:
    """One connection, inside a transaction."""

    dialect = "postgresql"
    settling_seconds = LEASE_SECONDS

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def version(self) -> int:
        """Return the number of the present lease."""
        return _lease()

    async def known(self, _: Table) -> Known:
        """Return nothing: nobody is told when something changes."""
        return {}

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""
        with refusals():
            return await _fetch(self._connection, statement)

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""
        with refusals():
            return await _execute(self._connection, statement)

    async def in_one_step(self, unit: Unit) -> int:
        """Run a unit and return how many rows its first statement touched."""
        first, *others = unit
        touched = await self.execute(first)
        if touched:
            for statement in others:
                await self.execute(statement)
        return touched

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgreSQLTransaction]:
        """Run what happens inside wholly or not at all, within the transaction around it."""
        async with self._connection.transaction():
            yield self

    async def close(self) -> None:
        """Do nothing: the pool keeps the connection."""


def _lease() -> int:
    return int(time.monotonic() / LEASE_SECONDS)


async def _fetch(connection: Connection, statement: Statement) -> Sequence[Row]:
    sql, values = rendered(statement)
    records = await connection.fetch(sql, *values)
    return [row_of(statement, tuple(record)) for record in records]


async def _execute(connection: Connection, statement: Statement) -> int:
    sql, values = rendered(statement)
    status = await connection.execute(sql, *values)
    return int(status.rpartition(" ")[2])

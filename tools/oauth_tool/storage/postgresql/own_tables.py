"""The tables that the embedded platform keeps for itself in a database of another platform."""

# asyncpg's classes take type arguments for the type checker only, not at run time.
from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from oauth_tool.storage.identifiers import qualified, quoted
from oauth_tool.storage.tables import Table, Tables

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = PoolConnectionProxy[asyncpg.Record]

# Two processes that start at once would get in each other's way: IF NOT EXISTS is no lock.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('oauth-tool: own tables'))"


async def make_own_tables(pool: Pool, tables: Tables) -> bool:
    """Make them where they are missing, and say whether they are there.

    No foreign key leads to the other platform's tables: it would change what may be done there.
    """
    own = [table for table in (tables.passwords, tables.state) if table]
    try:
        async with pool.acquire() as connection, connection.transaction():
            if await _are_there(connection, own):
                return True
            await connection.execute(LOCK)
            for schema in {table.schema for table in own}:
                await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}")
            for table in own:
                await connection.execute(_definition(table))
    except (asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError):
        return False
    return True


async def _are_there(connection: Connection, own: list[Table]) -> bool:
    names = [qualified(table.schema, table.name) for table in own]
    found: bool = await connection.fetchval(
        "SELECT bool_and(to_regclass(name) IS NOT NULL) FROM unnest($1::text[]) AS name", names
    )
    return found


def _definition(table: Table) -> str:
    columns = [
        f"{quoted(column.name)} text {'PRIMARY KEY' if column.field == 'id' else 'NOT NULL'}"
        for column in table.columns
    ]
    name = qualified(table.schema, table.name)
    return f"CREATE TABLE IF NOT EXISTS {name} ({', '.join(columns)})"

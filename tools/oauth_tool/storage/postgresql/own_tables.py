"""The tables that the embedded platform keeps for itself in a database of another platform."""

# asyncpg's classes take type arguments for the type checker only, not at run time.
from __future__ import annotations

from typing import TYPE_CHECKING

import asyncpg

from oauth_tool.storage.field import Kind
from oauth_tool.storage.identifiers import qualified, quoted
from oauth_tool.storage.own_fields import OWN_TABLES
from oauth_tool.storage.tables import Column, Table, Tables

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = PoolConnectionProxy[asyncpg.Record]

TYPES = {
    Kind.TEXT: "text",
    Kind.TEXTS: "text[]",
    Kind.BOOLEAN: "boolean",
    Kind.TIMESTAMP: "timestamp(3)",
}
# Two processes that start at once would get in each other's way: IF NOT EXISTS is no lock.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('oauth-tool: own tables'))"


async def make_own_tables(pool: Pool, tables: Tables) -> bool:
    """Make them where they are missing, and say whether they are there.

    No foreign key leads to the other platform's tables: it would change what may be done there.
    """
    own = [table for name in OWN_TABLES if (table := getattr(tables, name))]
    try:
        async with pool.acquire() as connection, connection.transaction():
            if await _are_there(connection, own):
                return True
            await connection.execute(LOCK)
            for schema in {table.schema for table in own}:
                await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}")
            for line in (line for table in own for line in _definitions(table)):
                await connection.execute(line)
    except (asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError):
        return False
    return True


async def _are_there(connection: Connection, own: list[Table]) -> bool:
    names = [qualified(table.schema, table.name) for table in own]
    found: bool = await connection.fetchval(
        "SELECT bool_and(to_regclass(name) IS NOT NULL) FROM unnest($1::text[]) AS name", names
    )
    return found


def _definitions(table: Table) -> list[str]:
    name = qualified(table.schema, table.name)
    columns = [
        f"{quoted(column.name)} {TYPES[column.rules.kind]} {_condition(column)}"
        for column in table.columns
    ]
    indexes = [
        f"CREATE INDEX IF NOT EXISTS {quoted(f'{table.name}_{column.name}_idx')}"
        f" ON {name} ({quoted(column.name)})"
        for column in table.columns
        if column.rules.indexed
    ]
    return [f"CREATE TABLE IF NOT EXISTS {name} ({', '.join(columns)})", *indexes]


def _condition(column: Column) -> str:
    if column.field == "id":
        return "PRIMARY KEY"
    return "" if column.rules.nullable else "NOT NULL"

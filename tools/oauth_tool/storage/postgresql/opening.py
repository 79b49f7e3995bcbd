"""Connect to a PostgreSQL database, and read what its tables look like there."""

# asyncpg's classes take type arguments for the type checker only, not at run time.
from __future__ import annotations

import ssl
from dataclasses import fields, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg

from oauth_tool.profiles.profile import DatabaseNames
from oauth_tool.storage.adapting import Found, adapted
from oauth_tool.storage.identifiers import qualified
from oauth_tool.storage.postgresql.database import PostgreSQLDatabase
from oauth_tool.storage.postgresql.own_tables import make_own_tables
from oauth_tool.storage.postgresql.refusals import FAILURES, refusals
from oauth_tool.storage.tables import Table, Tables, tables_of
from tool_cli.errors import InvalidInput, ToolError

if TYPE_CHECKING:
    Pool = asyncpg.Pool[asyncpg.Record]

# The columns of a table, each with the labels of its enum type or of that of its elements.
COLUMNS = """
SELECT attname AS name,
       (SELECT array_agg(enumlabel::text) FROM pg_enum
         WHERE enumtypid = CASE WHEN typelem = 0 THEN pg_type.oid ELSE typelem END) AS labels
  FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
 WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped
"""
CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 30.0
POOL_SIZE = 10

# What Prisma adds to its database URL and PostgreSQL does not know:
# https://www.prisma.io/docs/orm/overview/databases/postgresql#arguments
PRISMA_PARAMETERS = frozenset(
    {
        "schema",
        "connection_limit",
        "connect_timeout",
        "pool_timeout",
        "socket_timeout",
        "pgbouncer",
        "statement_cache_size",
        "sslidentity",
        "sslpassword",
        "sslaccept",
    }
)


async def open_postgresql(
    url: str, names: DatabaseNames, *, for_platform: bool
) -> tuple[PostgreSQLDatabase, Tables]:
    """Connect, and return the database with the tables as they really are there.

    Args:
        url: ``postgresql://user@host:port/database``; a ``schema`` parameter, as Prisma writes
            it, names the schema. What the URL leaves out comes from PGHOST, PGPASSWORD and kin.
        names: The profile's names of schema, tables and columns.
        for_platform: Whether to make the tables that the embedded platform keeps for itself. Where
            that is forbidden it does without.

    Raises:
        ToolError: The database does not answer, or lacks a table or column that is needed.
    """
    address, schema = _split(url)
    tables = tables_of(replace(names, schema=schema or names.schema))
    place = _place(address)
    try:
        pool = await asyncpg.create_pool(
            address,
            min_size=1,
            max_size=POOL_SIZE,
            timeout=CONNECT_SECONDS,
            command_timeout=COMMAND_SECONDS,
        )
    except FAILURES as error:
        raise _unanswered(place, error) from error
    try:
        if for_platform:
            await make_own_tables(pool, tables)
        return PostgreSQLDatabase(pool), await _as_they_are(pool, tables)
    except BaseException:
        await pool.close()
        raise


def _split(url: str) -> tuple[str, str | None]:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise InvalidInput(
            "the database URL cannot be read", "write postgresql://user@host:port/database"
        ) from error
    given = dict(parse_qsl(parts.query))
    kept = {name: value for name, value in given.items() if name not in PRISMA_PARAMETERS}
    return urlunsplit(parts._replace(query=urlencode(kept))), given.get("schema")


def _place(address: str) -> str:
    parts = urlsplit(address)
    where = parts.hostname or dict(parse_qsl(parts.query)).get("host") or "the default host"
    port = f":{parts.port}" if parts.port else ""
    return f"{where}{port}{parts.path}"


def _unanswered(place: str, error: Exception) -> ToolError:
    if isinstance(error, ssl.SSLError):
        return ToolError(f"the database at {place} refuses TLS: {error.reason}", "check sslmode")
    if isinstance(error, asyncpg.PostgresError):
        return ToolError(
            f"the database at {place} refuses the connection: {error}",
            "check user, password (PGPASSWORD is read) and database name",
        )
    reason = "no answer in time" if isinstance(error, TimeoutError) else str(error)
    return ToolError(
        f"the database at {place} does not answer: {reason}",
        "check that it runs there, and the URL of --database",
    )


async def _as_they_are(pool: Pool, tables: Tables) -> Tables:
    named = [(field.name, getattr(tables, field.name)) for field in fields(Tables)]
    return adapted(tables, {name: await _columns(pool, table) for name, table in named if table})


async def _columns(pool: Pool, table: Table) -> Found:
    with refusals():
        try:
            rows = await pool.fetch(COLUMNS, qualified(table.schema, table.name))
        except asyncpg.InsufficientPrivilegeError:
            if table.may_be_absent:  # what this user may not even look at is not there for it
                return {}
            raise
    return {
        row["name"]: None if row["labels"] is None else frozenset(row["labels"]) for row in rows
    }

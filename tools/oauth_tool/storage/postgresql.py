"""A store in the platform's own PostgreSQL tables, through asyncpg."""

# asyncpg's classes take type arguments for the type checker only, not at run time.
from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg

from oauth_tool.profiles.profile import DatabaseNames
from oauth_tool.storage.adapting import Found, adapted
from oauth_tool.storage.database import NoSuchReferenceError, NotUniqueError
from oauth_tool.storage.identifiers import qualified
from oauth_tool.storage.statements import Bound, Part, Statement
from oauth_tool.storage.tables import Kind, Row, Table, Tables, Value, tables_of
from tool_cli.errors import InvalidInput, ToolError

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = PoolConnectionProxy[asyncpg.Record]

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

_TO_STORED: Mapping[Kind, Callable[..., Any]] = {
    Kind.TEXTS: list,
    Kind.TIMESTAMP: lambda moment: moment.astimezone(UTC).replace(tzinfo=None),
}
_FROM_STORED: Mapping[Kind, Callable[..., Value]] = {
    Kind.TEXT: str,
    Kind.BOOLEAN: bool,
    Kind.TEXTS: tuple,
    Kind.TIMESTAMP: lambda moment: moment.replace(tzinfo=UTC),
}


class PostgreSQLDatabase:
    """A pool of connections, or inside of ``transaction`` one of them."""

    dialect = "postgresql"

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""
        async with self._pool.acquire() as connection:
            return await _fetch(connection, statement)

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""
        async with self._pool.acquire() as connection:
            return await _execute(connection, statement)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgreSQLTransaction]:
        """Run what happens inside wholly or not at all."""
        async with self._pool.acquire() as connection, connection.transaction():
            yield PostgreSQLTransaction(connection)

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.close()


class PostgreSQLTransaction:
    """One connection, inside a transaction."""

    dialect = "postgresql"

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""
        return await _fetch(self._connection, statement)

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""
        return await _execute(self._connection, statement)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgreSQLTransaction]:
        """Run what happens inside wholly or not at all, within the transaction around it."""
        async with self._connection.transaction():
            yield self

    async def close(self) -> None:
        """Do nothing: the pool keeps the connection."""


async def open_postgresql(url: str, names: DatabaseNames) -> tuple[PostgreSQLDatabase, Tables]:
    """Connect, and return the database with the tables as they really are there.

    Args:
        url: ``postgresql://user@host:port/database``; a ``schema`` parameter, as Prisma writes
            it, names the schema. What the URL leaves out comes from PGHOST, PGPASSWORD and kin.
        names: The profile's names of schema, tables and columns.

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
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise _unanswered(place, error) from error
    try:
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
    names = [field.name for field in fields(Tables)]
    return adapted(tables, {name: await _columns(pool, getattr(tables, name)) for name in names})


async def _columns(pool: Pool, table: Table) -> Found:
    rows = await pool.fetch(COLUMNS, qualified(table.schema, table.name))
    return {
        row["name"]: None if row["labels"] is None else frozenset(row["labels"]) for row in rows
    }


async def _fetch(connection: Connection, statement: Statement) -> Sequence[Row]:
    sql, values = _rendered(statement)
    return [_row(statement, record) for record in await connection.fetch(sql, *values)]


async def _execute(connection: Connection, statement: Statement) -> int:
    sql, values = _rendered(statement)
    try:
        status = await connection.execute(sql, *values)
    except asyncpg.UniqueViolationError as error:
        raise NotUniqueError from error
    except asyncpg.ForeignKeyViolationError as error:
        raise NoSuchReferenceError from error
    except (asyncpg.InvalidTextRepresentationError, asyncpg.InsufficientPrivilegeError) as error:
        raise ToolError(
            f"the database refuses the row: {error}",
            "this edition of the platform does not know it, or the user may not write it",
        ) from error
    return int(status.rpartition(" ")[2])


def _rendered(statement: Statement) -> tuple[str, list[Any]]:
    words: list[str] = []
    values: list[Any] = []
    for part in statement.parts:
        if isinstance(part, Bound):
            values.append(_stored(part))
        words.append(_text(part, len(values)))
    return "".join(words), values


def _text(part: Part, position: int) -> str:
    if isinstance(part, Bound):
        return f"${position}"
    return qualified(part.schema, part.name) if isinstance(part, Table) else part


def _stored(bound: Bound) -> Any:  # noqa: ANN401 - whatever asyncpg takes for the column
    if bound.value is None:
        return None
    convert = _TO_STORED.get(bound.column.rules.kind)
    return convert(bound.value) if convert else bound.value


def _row(statement: Statement, record: asyncpg.Record) -> Row:
    return {
        column.field: _loaded(column.rules.kind, value)
        for column, value in zip(statement.answers, record.values(), strict=True)
    }


def _loaded(kind: Kind, value: Any) -> Value:  # noqa: ANN401 - whatever asyncpg gives
    if value is None:
        return () if kind is Kind.TEXTS else None
    return _FROM_STORED[kind](value)

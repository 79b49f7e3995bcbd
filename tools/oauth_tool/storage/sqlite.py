"""A store in one SQLite file, called directly: an indexed read takes microseconds.

Nothing here ever waits for the event loop, so that a command can use the store without one
(see ``opening``), and so that a transaction is never interleaved with another task's statements.
"""

import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from oauth_tool.storage.adapting import Found, adapted
from oauth_tool.storage.database import NoSuchReferenceError, NotUniqueError
from oauth_tool.storage.identifiers import quoted
from oauth_tool.storage.sqlite_values import TO_STORED, Stored
from oauth_tool.storage.statements import Bound, Part, Statement
from oauth_tool.storage.tables import Kind, Row, Table, Tables, Value
from tool_cli.errors import ToolError

BUSY_SECONDS = 5.0
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)

_FROM_STORED: Mapping[Kind, Callable[..., Value]] = {
    Kind.TEXT: str,
    Kind.TEXTS: lambda text: tuple(json.loads(text)),
    Kind.BOOLEAN: bool,
    Kind.TIMESTAMP: datetime.fromisoformat,
}
_TYPES = {Kind.TEXT: "TEXT", Kind.TEXTS: "TEXT", Kind.BOOLEAN: "INTEGER", Kind.TIMESTAMP: "TEXT"}


class SQLiteDatabase:
    """One connection to one file."""

    dialect = "sqlite"
    settling_seconds = 0.0

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def version(self) -> int:
        """Return the version of the file: https://www.sqlite.org/pragma.html#pragma_data_version."""
        with _refusals():
            version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""
        rows = self._run(statement).fetchall()
        return [_row(statement, values) for values in rows]

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""
        return self._run(statement).rowcount

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["SQLiteDatabase"]:
        """Run what happens inside wholly or not at all."""
        with _refusals():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self
            with _refusals():
                self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _run(self, statement: Statement) -> sqlite3.Cursor:
        sql = "".join(_text(part) for part in statement.parts)
        values = [_stored(part) for part in statement.parts if isinstance(part, Bound)]
        with _refusals():
            return self._connection.execute(sql, values)


_REFUSALS: Mapping[str, type[Exception]] = {
    "SQLITE_CONSTRAINT_UNIQUE": NotUniqueError,
    "SQLITE_CONSTRAINT_PRIMARYKEY": NotUniqueError,
    "SQLITE_CONSTRAINT_FOREIGNKEY": NoSuchReferenceError,
}


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        known = _REFUSALS.get(getattr(error, "sqlite_errorname", ""))
        if known:
            raise known from error
        raise ToolError(
            f"the database file failed: {error}",
            "another process may hold it, its disk may be full, or it is no store of this tool",
        ) from error


def open_sqlite(path: Path, tables: Tables) -> tuple[SQLiteDatabase, Tables]:
    """Open a store's file, private to its owner, and create the tables that are missing in it.

    Returns:
        The database, and the tables as they are there: a file that an earlier version of this
        tool made may lack optional columns.

    Raises:
        ToolError: The file cannot be opened, or is not an SQLite database.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        for line in PRAGMAS:
            connection.execute(line)
        for line in _missing_definitions(tables, _names(connection)):
            connection.execute(line)
    except (OSError, sqlite3.Error) as error:
        raise ToolError(
            f"cannot open the database file {path}: {error}",
            "name another with --database sqlite:///PATH",
        ) from error
    named = [(field.name, getattr(tables, field.name)) for field in fields(Tables)]
    found = {name: _columns(connection, table) for name, table in named if table}
    return SQLiteDatabase(connection), adapted(tables, found)


def _columns(connection: sqlite3.Connection, table: Table) -> Found:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table.name,))
    return dict.fromkeys(name for (name,) in rows)


def _names(connection: sqlite3.Connection) -> frozenset[str]:
    return frozenset(name for (name,) in connection.execute("SELECT name FROM sqlite_master"))


def _missing_definitions(tables: Tables, there: frozenset[str]) -> Iterator[str]:
    for table in tables.in_order():
        if table.name not in there:
            columns = [_definition(table, column.field, tables) for column in table.columns]
            yield f"CREATE TABLE IF NOT EXISTS {quoted(table.name)} ({', '.join(columns)})"
        for column in table.columns:
            name = f"{table.name}_{column.name}_idx"
            if column.rules.indexed and name not in there:
                yield (
                    f"CREATE INDEX IF NOT EXISTS {quoted(name)}"
                    f" ON {quoted(table.name)} ({quoted(column.name)})"
                )


def _definition(table: Table, field: str, tables: Tables) -> str:
    column = table.column(field)
    words = [quoted(column.name), _TYPES[column.rules.kind]]
    if field == "id":
        words.append("PRIMARY KEY")
    elif column.rules.unique:
        words.append("UNIQUE")
    if not column.rules.nullable:
        words.append("NOT NULL")
    if column.rules.references:
        target: Table = getattr(tables, column.rules.references)
        words.append(
            f"REFERENCES {quoted(target.name)} ({quoted(target.column('id').name)})"
            " ON DELETE CASCADE ON UPDATE CASCADE"
        )
    return " ".join(words)


def _text(part: Part) -> str:
    if isinstance(part, Bound):
        return "?"
    return quoted(part.name) if isinstance(part, Table) else part


def _stored(bound: Bound) -> Stored:
    if bound.value is None:
        return None
    return TO_STORED[bound.column.rules.kind](bound.value)


def _row(statement: Statement, values: Sequence[Stored]) -> Row:
    return {
        column.field: None if value is None else _FROM_STORED[column.rules.kind](value)
        for column, value in zip(statement.answers, values, strict=True)
    }

"""A store in one SQLite file, called directly: an indexed read takes microseconds.

Nothing here ever waits for the event loop, so that a command can use the store without one
(see ``opening``), and so that a transaction is never interleaved with another task's statements.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from oauth_tool.storage.adapting import Found, adapted
from oauth_tool.storage.database import Known, NoSuchReferenceError, NotUniqueError
from oauth_tool.storage.field import Kind
from oauth_tool.storage.identifiers import quoted
from oauth_tool.storage.sqlite_checkpoints import BACKSTOP, Checkpoints
from oauth_tool.storage.sqlite_values import TO_STORED, Stored
from oauth_tool.storage.statements import Frame, Shape, Statement
from oauth_tool.storage.tables import Column, Row, Table, Tables, Value
from tool_cli.errors import ToolError

BUSY_SECONDS = 5.0
PAUSE = 0.00005
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # A commit is in the system's hands, so that a killed process loses none; it is not waited for
    # until it is on the disk. A power cut may cost the commits since the last checkpoint.
    "PRAGMA synchronous = NORMAL",
    # A checkpoint does wait for the disk, and everybody with it: every 32 MB, not every 4.
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA foreign_keys = ON",
)


@lru_cache(maxsize=256)
def _texts(spelled: str) -> tuple[str, ...]:
    # Apps and tokens have few different lists of scopes among them.
    return tuple(json.loads(spelled))


# A text is stored as it is.
_LOADED: Mapping[Kind, Callable[..., Value]] = {
    Kind.TEXTS: _texts,
    Kind.BOOLEAN: bool,
    Kind.TIMESTAMP: datetime.fromisoformat,
}
_TYPES = {Kind.TEXT: "TEXT", Kind.TEXTS: "TEXT", Kind.BOOLEAN: "INTEGER", Kind.TIMESTAMP: "TEXT"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """A shape as SQLite takes it.

    Attributes:
        sql: Its text.
        storing: For each gap, how a value is stored that goes there.
        names: The fields of its answers.
        loading: The answers that are not text, each with how it is loaded.
        table: The table that it is about.
        removes: Whether it deletes; then rows of other tables may go with those of its own.
    """

    sql: str
    storing: tuple[Callable[..., Stored], ...]
    names: tuple[str, ...]
    loading: tuple[tuple[str, Callable[..., Value]], ...]
    table: str
    removes: bool


class SQLiteDatabase:
    """One connection to one file."""

    dialect = "sqlite"
    settling_seconds = 0.0

    def __init__(
        self,
        connection: sqlite3.Connection,
        checkpoints: Checkpoints | None = None,
        at_next_turn: Callable[[Callable[[], None]], object] | None = None,
    ) -> None:
        self._connection = connection
        self._checkpoints = checkpoints
        self._at_next_turn = at_next_turn
        self._prepared: dict[Shape, Prepared] = {}
        self._known: dict[str, Known] = {}
        self._known_at = -1
        self._is_version_new = False

    async def version(self) -> int:
        """Return the version of the file: https://www.sqlite.org/pragma.html#pragma_data_version."""
        version: int = self._execute("PRAGMA data_version").fetchone()[0]
        if version != self._known_at:
            self._known, self._known_at = {}, version
        if self._at_next_turn and not self._is_version_new:
            self._is_version_new = True
            self._at_next_turn(self._let_version_age)
        return version

    async def known(self, table: Table) -> Known:
        """Return what was read of a table and is still so.

        A server asks for the version before each answer. Until its event loop turns, that is soon
        enough here, too.
        """
        if self._connection.in_transaction:
            return {}  # it may be rolled back
        if not self._is_version_new:
            await self.version()
        return self._known.setdefault(table.name, {})

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""
        prepared = self._prepare(statement.shape)
        rows = self._run(prepared, statement.values).fetchall()
        return [_row(prepared, values) for values in rows]

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""
        prepared = self._prepare(statement.shape)
        touched = self._run(prepared, statement.values).rowcount
        self._forget(prepared)
        if not self._connection.in_transaction:
            self._note_commit()
        return touched

    def transaction(self) -> Self:
        """Run what happens inside wholly or not at all."""
        return self

    async def __aenter__(self) -> Self:
        self._execute("BEGIN IMMEDIATE")
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._execute("COMMIT")
                self._note_commit()
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    async def close(self) -> None:
        """Close the file."""
        if self._checkpoints:
            self._checkpoints.close()
        self._connection.close()

    def _let_version_age(self) -> None:
        self._is_version_new = False

    def _forget(self, changing: Prepared) -> None:
        # The version is that of other connections' changes; this is one of our own.
        if changing.removes:
            self._known = {}
        else:
            self._known.pop(changing.table, None)

    def _note_commit(self) -> None:
        if self._checkpoints:
            self._checkpoints.note_commit()

    def _prepare(self, shape: Shape) -> Prepared:
        prepared = self._prepared.get(shape)
        if prepared is None:
            prepared = self._prepared[shape] = _prepared(shape)
        return prepared

    def _run(self, prepared: Prepared, values: tuple[Value, ...]) -> sqlite3.Cursor:
        stored = [
            None if value is None else store(value)
            for store, value in zip(prepared.storing, values, strict=True)
        ]
        return self._execute(prepared.sql, stored)

    def _execute(self, sql: str, values: Sequence[Stored] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except sqlite3.Error as error:
            if _is_busy(error):
                return self._insist(sql, values)
            raise _refusal(error) from error

    def _insist(self, sql: str, values: Sequence[Stored]) -> sqlite3.Cursor:
        # SQLite by itself would come back after one millisecond, two, five, ten and so on, and
        # another process holds the file for a tenth of one.
        until = time.monotonic() + BUSY_SECONDS
        while True:
            time.sleep(PAUSE)
            try:
                return self._connection.execute(sql, values)
            except sqlite3.Error as error:
                if not _is_busy(error) or time.monotonic() > until:
                    raise _refusal(error) from error


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")


_REFUSALS: Mapping[str, type[Exception]] = {
    "SQLITE_CONSTRAINT_UNIQUE": NotUniqueError,
    "SQLITE_CONSTRAINT_PRIMARYKEY": NotUniqueError,
    "SQLITE_CONSTRAINT_FOREIGNKEY": NoSuchReferenceError,
}


def _refusal(error: sqlite3.Error) -> Exception:
    known = _REFUSALS.get(getattr(error, "sqlite_errorname", ""))
    return (
        known()
        if known
        else ToolError(
            f"the database file failed: {error}",
            "another process may hold it, its disk may be full, or it is no store of this tool",
        )
    )


def open_sqlite(
    path: Path, tables: Tables, *, for_platform: bool = False
) -> tuple[SQLiteDatabase, Tables]:
    """Open a store's file, private to its owner, and create the tables that are missing in it.

    Args:
        path: The file.
        tables: What is to be in it.
        for_platform: Whether it is for a server, which had better not wait for the disk.

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
        lines = list(_missing_definitions(tables, _names(connection)))
        if lines:  # one transaction, or each would be written to the disk by itself
            connection.executescript(f"BEGIN IMMEDIATE; {'; '.join(lines)}; COMMIT")
    except (OSError, sqlite3.Error) as error:
        raise ToolError(
            f"cannot open the database file {path}: {error}",
            "name another with --database sqlite:///PATH",
        ) from error
    named = [(field.name, getattr(tables, field.name)) for field in fields(Tables)]
    found = {name: _columns(connection, table) for name, table in named if table}
    connection.execute("PRAGMA busy_timeout = 0")  # from now on, who waits is ``_insist``
    there = adapted(tables, found)
    if not for_platform:
        return SQLiteDatabase(connection), there
    from asyncio import get_running_loop  # noqa: PLC0415 - a command does without one

    connection.execute(BACKSTOP)
    at_next_turn = get_running_loop().call_soon
    return SQLiteDatabase(connection, Checkpoints(path), at_next_turn), there


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


def _prepared(shape: Shape) -> Prepared:
    answers = [(column.field, column.rules.kind) for column in shape.answers]
    return Prepared(
        sql="".join(map(_text, shape.parts)),
        storing=tuple(TO_STORED[gap.rules.kind] for gap in shape.gaps),
        names=tuple(name for name, _ in answers),
        loading=tuple((name, _LOADED[kind]) for name, kind in answers if kind in _LOADED),
        table=next(part.name for part in shape.parts if isinstance(part, Table)),
        removes=str(shape.parts[0]).startswith("DELETE"),
    )


def _text(part: Frame) -> str:
    if isinstance(part, Column):
        return "?"
    return quoted(part.name) if isinstance(part, Table) else part


def _row(prepared: Prepared, values: Sequence[Stored]) -> Row:
    row: dict[str, Any] = dict(zip(prepared.names, values, strict=True))
    for name, load in prepared.loading:
        if row[name] is not None:
            row[name] = load(row[name])
    return row

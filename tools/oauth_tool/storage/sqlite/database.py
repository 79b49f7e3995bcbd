"""A store in one SQLite file, called directly: an indexed read takes microseconds.

Nothing here ever waits for the event loop, so that a command can use the store without one
(see ``opening``), and so that a transaction is never interleaved with another task's statements.
"""

import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Self

from oauth_tool.storage.database import Known, NoSuchReferenceError, NotUniqueError
from oauth_tool.storage.sqlite.checkpoints import Checkpoints
from oauth_tool.storage.sqlite.statements import Prepared, prepared_for
from oauth_tool.storage.sqlite.values import Stored
from oauth_tool.storage.statements import Shape, Statement
from oauth_tool.storage.tables import Row, Table, Value
from tool_cli.errors import ToolError

BUSY_SECONDS = 5.0
PAUSE = 0.00005


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
        return [prepared.row(values) for values in rows]

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
            prepared = self._prepared[shape] = prepared_for(shape)
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

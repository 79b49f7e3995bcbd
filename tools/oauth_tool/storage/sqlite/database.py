"""A store in one SQLite file, called directly: an indexed read takes microseconds.

Nothing here ever waits for the event loop, so that a command can use the store without one
(see ``opening``), and so that a transaction is never interleaved with another task's statements.
What a server does differently is in ``serving``.
"""

import sqlite3
import time
from collections.abc import Sequence
from typing import Self

from oauth_tool.storage.database import Known, Unit
from oauth_tool.storage.sqlite.refusals import is_busy, refusal
from oauth_tool.storage.sqlite.statements import Prepared, prepared_for
from oauth_tool.storage.sqlite.values import Stored
from oauth_tool.storage.statements import Shape, Statement
from oauth_tool.storage.tables import Row, Table, Value

BUSY_SECONDS = 5.0
# SQLite by itself would come back after a millisecond, two, five, ten and so on, and another
# process holds the file for a tenth of one.
PAUSE = 0.00005


class SQLiteDatabase:
    """One connection to one file."""

    dialect = "sqlite"
    settling_seconds = 0.0

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._prepared: dict[Shape, Prepared] = {}
        self._known: dict[str, Known] = {}
        self._known_at = -1
        self._is_changing = False  # inside of ``transaction``

    async def version(self) -> int:
        """Return the version of the file: https://www.sqlite.org/pragma.html#pragma_data_version."""
        version: int = self._execute("PRAGMA data_version").fetchone()[0]
        if version != self._known_at:
            self._known, self._known_at = {}, version
        return version

    async def known(self, table: Table) -> Known:
        """Return what was read of a table and is still so."""
        await self.version()
        if self._is_changing:
            return {}  # it may be rolled back
        return self._known.setdefault(table.name, {})

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""
        prepared = self._prepare(statement.shape)
        rows = self._run(prepared, statement.values).fetchall()
        return [prepared.row(values) for values in rows]

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""
        return await self.in_one_step((statement,))

    async def in_one_step(self, unit: Unit) -> int:
        """Run a unit and return how many rows its first statement touched."""
        return self._alone(unit)

    def transaction(self) -> Self:
        """Run what happens inside wholly or not at all."""
        return self

    async def __aenter__(self) -> Self:
        self._execute("BEGIN IMMEDIATE")
        self._is_changing = True
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        self._is_changing = False
        self._end(is_good=kind is None)

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _alone(self, unit: Unit) -> int:
        if len(unit) == 1 or self._is_changing:
            return self._touched_by(unit)
        self._execute("BEGIN IMMEDIATE")
        return self._committed([unit])[0]

    def _committed(self, units: Sequence[Unit]) -> list[int]:
        """Run units in the transaction that has begun, and end it."""
        is_good = False
        try:
            touched = [self._touched_by(unit) for unit in units]
            is_good = True
        finally:
            self._end(is_good=is_good)
        return touched

    def _touched_by(self, unit: Unit) -> int:
        touched = self._change(unit[0])
        if touched:
            for statement in unit[1:]:
                self._change(statement)
        return touched

    def _change(self, statement: Statement) -> int:
        prepared = self._prepare(statement.shape)
        touched = self._run(prepared, statement.values).rowcount
        self._forget(prepared)
        return touched

    def _end(self, *, is_good: bool) -> None:
        try:
            if is_good:
                self._execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _forget(self, changing: Prepared) -> None:
        # The version is that of other connections' changes; this is one of our own.
        if changing.removes:
            self._known = {}
        else:
            self._known.pop(changing.table, None)

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
            if is_busy(error):
                return self._insist(sql, values)
            raise refusal(error) from error

    def _insist(self, sql: str, values: Sequence[Stored]) -> sqlite3.Cursor:
        until = time.monotonic() + BUSY_SECONDS
        while True:
            time.sleep(PAUSE)
            try:
                return self._connection.execute(sql, values)
            except sqlite3.Error as error:
                if not is_busy(error) or time.monotonic() > until:
                    raise refusal(error) from error

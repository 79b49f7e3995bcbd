"""The store of a server, which has an event loop: what tasks do at a time is one transaction.

For each transaction SQLite locks the file and unlocks it. That is a third of what a small one
costs that reads; one that writes also adds every page that was changed to the log, and other
processes read anew what they knew. So what is read while the event loop does not turn is one
transaction, and changes wait for others. Nobody is told of a change before it is committed.
"""

import asyncio
import sqlite3
import time
from typing import Self

from oauth_tool.storage.database import Unit
from oauth_tool.storage.sqlite.checkpoints import Checkpoints
from oauth_tool.storage.sqlite.database import BUSY_SECONDS, PAUSE, SQLiteDatabase
from oauth_tool.storage.sqlite.refusals import is_busy, refusal

# Changes are run once so many turns of the event loop have brought no other, which takes some
# microseconds, or after so many seconds.
QUIET_TURNS = 3
LONGEST = 0.005


class ServingSQLiteDatabase(SQLiteDatabase):
    """One connection to one file, of a server."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        checkpoints: Checkpoints,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(connection)
        self._checkpoints = checkpoints
        self._loop = loop
        self._version: int | None = None
        self._is_reading = False
        self._waiting: list[tuple[Unit, asyncio.Future[int]]] = []
        self._waiting_since = 0.0

    async def version(self) -> int:
        """Return the version of the file, as it was at some moment of this turn of the event loop.

        Until the loop turns, everybody reads the file as it is then. What is asked of the server
        now was asked before that moment, so that is soon enough.
        """
        if self._version is None:
            self._begin_reading()
            self._version = await super().version()
        return self._version

    async def in_one_step(self, unit: Unit) -> int:
        """Run a unit and return how many rows its first statement touched."""
        if self._is_changing:
            return self._alone(unit)
        if not self._waiting:
            self._waiting_since = time.monotonic()
            self._loop.call_soon(self._let_others_join, 0, 0)
        future: asyncio.Future[int] = self._loop.create_future()
        self._waiting.append((unit, future))
        return await future

    async def __aenter__(self) -> Self:
        self._end_reading()
        return await super().__aenter__()

    async def __aexit__(self, kind: object, *rest: object) -> None:
        await super().__aexit__(kind, *rest)
        if kind is None:
            self._checkpoints.note_changes(1)

    async def close(self) -> None:
        """Close the file, with what is waiting in it."""
        self._end_reading()
        if self._waiting:
            self._run_waiting()
        self._checkpoints.close()
        await super().close()

    def _begin_reading(self) -> None:
        self._loop.call_soon(self._end_turn)
        if not (self._is_changing or self._is_reading):
            self._execute("BEGIN")
            self._is_reading = True

    def _end_turn(self) -> None:
        self._version = None
        self._end_reading()

    def _end_reading(self) -> None:
        # Where reading has failed, SQLite may have ended the transaction by itself.
        if self._is_reading and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._is_reading = False

    def _let_others_join(self, known: int, quiet: int) -> None:
        count = len(self._waiting)
        quiet = quiet + 1 if count == known else 0
        if quiet < QUIET_TURNS and time.monotonic() - self._waiting_since < LONGEST:
            self._loop.call_soon(self._let_others_join, count, quiet)
        else:
            self._run_waiting()

    def _run_waiting(self) -> None:
        try:
            self._end_reading()
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._wait_longer(error)
            return
        waiting, self._waiting = self._waiting, []
        try:
            touched = self._committed([unit for unit, _ in waiting])
        except Exception:  # noqa: BLE001 - whose it is shows when each is run by itself
            for unit, future in waiting:
                self._run_for(future, unit)
        else:
            for (_, future), count in zip(waiting, touched, strict=True):
                _settle(future, count)
        self._checkpoints.note_changes(len(waiting))

    def _run_for(self, future: asyncio.Future[int], unit: Unit) -> None:
        try:
            _settle(future, self._alone(unit))
        except Exception as error:  # noqa: BLE001 - it is told to who waits for it
            _fail(future, error)

    def _wait_longer(self, error: sqlite3.Error) -> None:
        if is_busy(error) and time.monotonic() - self._waiting_since < BUSY_SECONDS:
            time.sleep(PAUSE)
            self._loop.call_soon(self._run_waiting)
            return
        waiting, self._waiting = self._waiting, []
        for _, future in waiting:
            _fail(future, refusal(error))


# The task that waits may have been cancelled; what it asked for has happened all the same.
def _settle(future: asyncio.Future[int], touched: int) -> None:
    if not future.done():
        future.set_result(touched)


def _fail(future: asyncio.Future[int], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)

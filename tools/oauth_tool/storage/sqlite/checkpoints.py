"""Bring SQLite's write-ahead log into the file, in a thread: that waits for the disk.

https://www.sqlite.org/wal.html#checkpointing
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

EVERY = 1000
# SQLite does it by itself, and everybody waits, where the thread does not keep up: at 256 MB.
BACKSTOP = "PRAGMA wal_autocheckpoint = 64000"
BUSY_SECONDS = 5.0
STEPS = (
    # Nearly all of the work, while others write.
    "PRAGMA wal_checkpoint(PASSIVE)",
    # What they wrote meanwhile; they wait this time, so that the log begins anew.
    "PRAGMA wal_checkpoint(RESTART)",
)


class Checkpoints:
    """The checkpoints of one file, every so many changes of this process."""

    def __init__(self, path: Path, *, every: int = EVERY) -> None:
        self._path = path
        self._every = every
        self._left = every
        self._under_way: Thread | None = None

    def note_changes(self, count: int) -> None:
        """Count what has been committed, and start a checkpoint if it is time."""
        self._left -= count
        if self._left > 0 or (self._under_way and self._under_way.is_alive()):
            return
        self._left = self._every
        self._under_way = Thread(target=self._bring, name="checkpoint")
        self._under_way.start()

    def close(self) -> None:
        """Wait for the checkpoint that is under way."""
        if self._under_way:
            self._under_way.join()

    def _bring(self) -> None:
        # What fails here fails for whoever writes next, who says so.
        with suppress(sqlite3.Error), closing(self._connection()) as connection:
            for step in STEPS:
                connection.execute(step)

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)

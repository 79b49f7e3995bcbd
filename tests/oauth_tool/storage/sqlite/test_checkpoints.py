"""What is written reaches the file without anybody waiting for the disk."""

import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from oauth_tool.storage.sqlite.checkpoints import Checkpoints

COMMITS = 20


@pytest.fixture
def writer(tmp_path):
    connection = sqlite3.connect(tmp_path / "kept.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE kept (number INTEGER)")
    with closing(connection):
        yield connection


def rows_in_the_file_alone(folder):
    shutil.copy(folder / "kept.sqlite3", folder / "copy.sqlite3")
    with closing(sqlite3.connect(folder / "copy.sqlite3")) as alone:
        try:
            return alone.execute("SELECT count(*) FROM kept").fetchone()[0]
        except sqlite3.OperationalError:
            return None


def write(writer, checkpoints, count):
    for number in range(count):
        writer.execute("INSERT INTO kept VALUES (?)", (number,))
        checkpoints.note_changes(1)


def test_after_so_many_commits_the_file_has_them_and_the_log_begins_anew(writer, tmp_path):
    checkpoints = Checkpoints(tmp_path / "kept.sqlite3", every=COMMITS)
    write(writer, checkpoints, COMMITS - 1)
    before = rows_in_the_file_alone(tmp_path)

    write(writer, checkpoints, 1)
    checkpoints.close()

    assert before is None
    assert rows_in_the_file_alone(tmp_path) == COMMITS
    writer.execute("INSERT INTO kept VALUES (0)")
    _, frames, _ = writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    assert frames == 1


def test_one_is_under_way_at_a_time_and_what_waits_is_done_later(writer, tmp_path):
    checkpoints = Checkpoints(tmp_path / "kept.sqlite3", every=1)
    write(writer, checkpoints, COMMITS)
    threads = [one for one in threading.enumerate() if one.name.startswith("checkpoint")]
    checkpoints.close()

    assert len(threads) == 1
    assert writer.execute("SELECT count(*) FROM kept").fetchone() == (COMMITS,)


def test_a_file_that_is_gone_stops_nobody(writer, tmp_path):
    checkpoints = Checkpoints(tmp_path / "no folder" / "kept.sqlite3", every=1)

    write(writer, checkpoints, 3)
    checkpoints.close()

    assert writer.execute("SELECT count(*) FROM kept").fetchone() == (3,)

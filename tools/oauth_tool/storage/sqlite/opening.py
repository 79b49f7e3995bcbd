"""Open the file of an SQLite store, and make what is missing in it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from oauth_tool.storage.adapting import Found, adapted
from oauth_tool.storage.field import Kind
from oauth_tool.storage.identifiers import quoted
from oauth_tool.storage.sqlite.checkpoints import BACKSTOP, Checkpoints
from oauth_tool.storage.sqlite.database import BUSY_SECONDS, SQLiteDatabase
from oauth_tool.storage.tables import Table, Tables
from tool_cli.errors import ToolError

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # A commit is in the system's hands, so that a killed process loses none; it is not waited for
    # until it is on the disk. A power cut may cost the commits since the last checkpoint.
    "PRAGMA synchronous = NORMAL",
    # A checkpoint does wait for the disk, and everybody with it: every 32 MB, not every 4.
    "PRAGMA wal_autocheckpoint = 8000",
    "PRAGMA foreign_keys = ON",
)
# What a server looks up again stays in memory, in a store of millions of tokens, too: up to 32 MB.
CACHE = "PRAGMA cache_size = -32000"
_TYPES = {Kind.TEXT: "TEXT", Kind.TEXTS: "TEXT", Kind.BOOLEAN: "INTEGER", Kind.TIMESTAMP: "TEXT"}


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
    # A command does without an event loop.
    from asyncio import get_running_loop  # noqa: PLC0415

    from oauth_tool.storage.sqlite.serving import ServingSQLiteDatabase  # noqa: PLC0415

    connection.execute(BACKSTOP)
    connection.execute(CACHE)
    return ServingSQLiteDatabase(connection, Checkpoints(path), get_running_loop()), there


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

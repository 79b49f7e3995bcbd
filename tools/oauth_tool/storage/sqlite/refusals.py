"""What SQLite refuses, in words that the store and its users understand."""

import sqlite3
from collections.abc import Mapping

from oauth_tool.storage.database import NoSuchReferenceError, NotUniqueError
from tool_cli.errors import ToolError

_REFUSALS: Mapping[str, type[Exception]] = {
    "SQLITE_CONSTRAINT_UNIQUE": NotUniqueError,
    "SQLITE_CONSTRAINT_PRIMARYKEY": NotUniqueError,
    "SQLITE_CONSTRAINT_FOREIGNKEY": NoSuchReferenceError,
}


def refusal(error: sqlite3.Error) -> Exception:
    """Return the error of ours that one of SQLite's is."""
    known = _REFUSALS.get(_name(error))
    return (
        known()
        if known
        else ToolError(
            f"the database file failed: {error}",
            "another process may hold it, its disk may be full, or it is no store of this tool",
        )
    )


def is_busy(error: sqlite3.Error) -> bool:
    """Say whether another process holds the file for now."""
    return _name(error).startswith("SQLITE_BUSY")


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", "")

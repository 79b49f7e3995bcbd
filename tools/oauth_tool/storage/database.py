"""What a database does for the store, and how it can refuse."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from oauth_tool.storage.statements import Statement
from oauth_tool.storage.tables import Row, Table

Known = dict[tuple[tuple[str, str], ...], Any]
"""Records by the values that they were asked for with."""


Unit = Sequence[Statement]
"""Statements that happen wholly or not at all; all but the first only if that touches a row."""


class Database(Protocol):
    """Runs statements. Every statement outside of ``transaction`` is a transaction of its own."""

    dialect: str
    """How SQL is written there: a key of ``printing.DIALECTS``."""

    settling_seconds: float
    """After how long every process that asks for ``version`` knows of a change."""

    async def version(self) -> int:
        """Return a number that changes when another connection may have changed something.

        It is cheap enough to be asked before every answer.
        """

    async def known(self, table: Table) -> Known:
        """Return where records of a table are remembered, as long as nothing can have changed.

        It is to be asked for before each use. Where changes are not noticed it is empty each time.
        """

    async def fetch(self, statement: Statement) -> Sequence[Row]:
        """Return the rows that a statement answers with."""

    async def execute(self, statement: Statement) -> int:
        """Run a statement and return how many rows it touched."""

    async def in_one_step(self, unit: Unit) -> int:
        """Run a unit and return how many rows its first statement touched."""

    def transaction(self) -> AbstractAsyncContextManager["Database"]:
        """Run what happens inside wholly or not at all."""

    async def close(self) -> None:
        """Let go of the connections."""


class NotUniqueError(Exception):
    """A row with this value in a unique column is there already."""


class NoSuchReferenceError(Exception):
    """The row refers to a row that is not there."""

"""A statement as SQLite takes it: made once for a shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from oauth_tool.storage.identifiers import quoted
from oauth_tool.storage.sqlite.values import FROM_STORED, TO_STORED, Stored
from oauth_tool.storage.statements import Frame, Shape
from oauth_tool.storage.tables import Column, Row, Table, Value


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

    def row(self, values: Sequence[Stored]) -> Row:
        """Return an answer by field."""
        row: dict[str, Any] = dict(zip(self.names, values, strict=True))
        for name, load in self.loading:
            if row[name] is not None:
                row[name] = load(row[name])
        return row


def prepared_for(shape: Shape) -> Prepared:
    """Return the statement of a shape."""
    answers = [(column.field, column.rules.kind) for column in shape.answers]
    return Prepared(
        sql="".join(map(_text, shape.parts)),
        storing=tuple(TO_STORED[gap.rules.kind] for gap in shape.gaps),
        names=tuple(name for name, _ in answers),
        loading=tuple((name, FROM_STORED[kind]) for name, kind in answers if kind in FROM_STORED),
        table=next(part.name for part in shape.parts if isinstance(part, Table)),
        removes=str(shape.parts[0]).startswith("DELETE"),
    )


def _text(part: Frame) -> str:
    if isinstance(part, Column):
        return "?"
    return quoted(part.name) if isinstance(part, Table) else part

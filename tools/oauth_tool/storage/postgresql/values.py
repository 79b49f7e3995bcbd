"""How values and rows look to asyncpg."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from functools import lru_cache
from typing import Any

from oauth_tool.storage.field import Kind
from oauth_tool.storage.identifiers import qualified
from oauth_tool.storage.statements import Frame, Shape, Statement
from oauth_tool.storage.tables import Column, Row, Table, Value

_TO_STORED: Mapping[Kind, Callable[..., Any]] = {
    Kind.TEXTS: list,
    Kind.TIMESTAMP: lambda moment: moment.astimezone(UTC).replace(tzinfo=None),
}
_FROM_STORED: Mapping[Kind, Callable[..., Value]] = {
    Kind.TEXT: str,
    Kind.BOOLEAN: bool,
    Kind.TEXTS: tuple,
    Kind.TIMESTAMP: lambda moment: moment.replace(tzinfo=UTC),
}


def rendered(statement: Statement) -> tuple[str, list[Any]]:
    """Return a statement as SQL with its parameters."""
    sql, storing = _prepared(statement.shape)
    stored = [
        store(value) if store and value is not None else value
        for store, value in zip(storing, statement.values, strict=True)
    ]
    return sql, stored


@lru_cache(maxsize=512)
def _prepared(shape: Shape) -> tuple[str, tuple[Callable[..., Any] | None, ...]]:
    words: list[str] = []
    storing: list[Callable[..., Any] | None] = []
    for part in shape.parts:
        if isinstance(part, Column):
            storing.append(_TO_STORED.get(part.rules.kind))
        words.append(_text(part, len(storing)))
    return "".join(words), tuple(storing)


def _text(part: Frame, position: int) -> str:
    if isinstance(part, Column):
        return f"${position}"
    return qualified(part.schema, part.name) if isinstance(part, Table) else part


def row_of(statement: Statement, values: Sequence[Any]) -> Row:
    """Return what a record holds, field by field."""
    return {
        column.field: _loaded(column.rules.kind, value)
        for column, value in zip(statement.shape.answers, values, strict=True)
    }


def _loaded(kind: Kind, value: Any) -> Value:  # noqa: ANN401 - whatever asyncpg gives
    if value is None:
        return () if kind is Kind.TEXTS else None
    return _FROM_STORED[kind](value)

"""How values and rows look to asyncpg."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from typing import Any

from oauth_tool.storage.identifiers import qualified
from oauth_tool.storage.statements import Bound, Part, Statement
from oauth_tool.storage.tables import Kind, Row, Table, Value

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
    words: list[str] = []
    values: list[Any] = []
    for part in statement.parts:
        if isinstance(part, Bound):
            values.append(_stored(part))
        words.append(_text(part, len(values)))
    return "".join(words), values


def _text(part: Part, position: int) -> str:
    if isinstance(part, Bound):
        return f"${position}"
    return qualified(part.schema, part.name) if isinstance(part, Table) else part


def _stored(bound: Bound) -> Any:  # noqa: ANN401 - whatever asyncpg takes for the column
    if bound.value is None:
        return None
    convert = _TO_STORED.get(bound.column.rules.kind)
    return convert(bound.value) if convert else bound.value


def row_of(statement: Statement, values: Sequence[Any]) -> Row:
    """Return what a record holds, field by field."""
    return {
        column.field: _loaded(column.rules.kind, value)
        for column, value in zip(statement.answers, values, strict=True)
    }


def _loaded(kind: Kind, value: Any) -> Value:  # noqa: ANN401 - whatever asyncpg gives
    if value is None:
        return () if kind is Kind.TEXTS else None
    return _FROM_STORED[kind](value)

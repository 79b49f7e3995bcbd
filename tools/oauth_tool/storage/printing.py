"""Statements as SQL text: a value becomes a literal here and nowhere else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from oauth_tool.storage.field import Kind
from oauth_tool.storage.identifiers import qualified, quoted
from oauth_tool.storage.sqlite.values import TO_STORED
from oauth_tool.storage.statements import Bound, Part, Statement
from oauth_tool.storage.tables import Table

_CONTROL = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_BASIC_PLANE = 0xFFFF


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """How one database writes names and values."""

    table: Callable[[Table], str]
    literal: Callable[[Bound], str]

    def text_of(self, statement: Statement) -> str:
        """Return a statement as text that the database's own client runs, without semicolon."""
        return "".join(self._text(part) for part in statement.parts)

    def _text(self, part: Part) -> str:
        if isinstance(part, Table):
            return self.table(part)
        if isinstance(part, Bound):
            return "NULL" if part.value is None else self.literal(part)
        return part


def postgresql_text(text: str) -> str:
    """Return a text as a PostgreSQL literal in plain ASCII.

    It means the same whatever the client's encoding and ``standard_conforming_strings`` are:
    https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE

    Raises:
        ValueError: The text holds a NUL or half a surrogate pair, which no database can store.
    """
    _check(text)
    escaped = "".join(map(_escaped, text))
    return f"E'{escaped}'" if "\\" in escaped else f"'{escaped}'"


def sqlite_text(text: str) -> str:
    """Return a text as an SQLite literal: https://www.sqlite.org/lang_expr.html#literal_values_constants_.

    Raises:
        ValueError: The text holds a NUL or half a surrogate pair, which no database can store.
    """
    _check(text)
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _check(text: str) -> None:
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("no database can store a NUL or half a surrogate pair")


def _escaped(character: str) -> str:
    if character in "'\\":
        return character * 2
    if " " <= character <= "~":
        return character
    code = ord(character)
    wide = f"\\u{code:04X}" if code <= _BASIC_PLANE else f"\\U{code:08X}"
    return _CONTROL.get(character, wide)


def _postgresql_moment(moment: datetime) -> str:
    text = moment.replace(tzinfo=None).isoformat(sep=" ", timespec="milliseconds")
    return f"TIMESTAMP '{text}'"


_POSTGRESQL: Mapping[Kind, Callable[..., str]] = {
    Kind.TEXT: postgresql_text,
    Kind.TEXTS: lambda texts: f"ARRAY[{', '.join(map(postgresql_text, texts))}]",
    Kind.BOOLEAN: lambda flag: "true" if flag else "false",
    Kind.TIMESTAMP: _postgresql_moment,
}


def _postgresql_literal(bound: Bound) -> str:
    literal = _POSTGRESQL[bound.column.rules.kind](bound.value)
    is_array = bound.column.rules.kind is Kind.TEXTS
    return f"{literal}::{bound.column.element_type}[]" if is_array else literal


def _sqlite_literal(bound: Bound) -> str:
    stored = TO_STORED[bound.column.rules.kind](bound.value)
    return sqlite_text(stored) if isinstance(stored, str) else str(stored)


DIALECTS: Mapping[str, Dialect] = {
    "postgresql": Dialect(
        table=lambda table: qualified(table.schema, table.name), literal=_postgresql_literal
    ),
    "sqlite": Dialect(table=lambda table: quoted(table.name), literal=_sqlite_literal),
}

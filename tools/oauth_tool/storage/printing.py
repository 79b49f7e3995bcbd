"""Statements as SQL text for PostgreSQL: a value becomes a literal here and nowhere else.

The text is plain ASCII and means the same whatever the client's encoding and
``standard_conforming_strings`` are: https://www.postgresql.org/docs/current/sql-syntax-lexical.html
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from oauth_tool.storage.identifiers import qualified
from oauth_tool.storage.statements import Bound, Part, Statement
from oauth_tool.storage.tables import Kind, Table, Value


def as_sql(statement: Statement) -> str:
    """Return a statement as text that ``psql`` runs as it is, without the semicolon."""
    return "".join(_text(part) for part in statement.parts)


def text_literal(text: str) -> str:
    """Return a text as a literal.

    Raises:
        ValueError: The text holds a NUL or half a surrogate pair, which PostgreSQL cannot store.
    """
    if "\0" in text or not _is_unicode(text):
        raise ValueError("PostgreSQL cannot store a NUL or half a surrogate pair")
    escaped = "".join(_escaped(character) for character in text)
    return f"E'{escaped}'" if "\\" in escaped else f"'{escaped}'"


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if " " <= character <= "~":
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"  # noqa: PLR2004 - the BMP


_ESCAPES = {"'": "''", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _moment_literal(moment: datetime) -> str:
    text = moment.replace(tzinfo=None).isoformat(sep=" ", timespec="milliseconds")
    return f"TIMESTAMP '{text}'"


_LITERALS: Mapping[Kind, Callable[..., str]] = {
    Kind.TEXT: text_literal,
    Kind.TEXTS: lambda texts: f"ARRAY[{', '.join(text_literal(text) for text in texts)}]",
    Kind.BOOLEAN: lambda flag: "true" if flag else "false",
    Kind.TIMESTAMP: _moment_literal,
}


def _text(part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Table):
        return qualified(part.schema, part.name)
    return _literal(part, part.value)


def _literal(bound: Bound, value: Value) -> str:
    if value is None:
        return "NULL"
    literal = _LITERALS[bound.column.rules.kind](value)
    if bound.column.rules.kind is not Kind.TEXTS:
        return literal
    return f"{literal}::{bound.column.element_type}[]"

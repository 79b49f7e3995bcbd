"""The tables of a platform: our fields under the names that a profile gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from oauth_tool.profiles.profile import DatabaseNames, TableNames
from oauth_tool.storage.field import Field
from oauth_tool.storage.identifiers import qualified
from oauth_tool.storage.own_fields import OWN_FIELDS, OWN_SCHEMA, OWN_TABLES
from oauth_tool.storage.platform_fields import FIELDS

Value = str | bool | datetime | tuple[str, ...] | None
Row = Mapping[str, Value]
"""Field → value, whatever the database calls the column."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: our field under the platform's name.

    Attributes:
        field: What we call it.
        name: What the platform calls it.
        rules: What we know of it.
        element_type: The PostgreSQL type of the elements of an array, as SQL text.
        values: The elements that the database takes, if it has a closed list of them.
    """

    field: str
    name: str
    rules: Field
    element_type: str = "text"
    values: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """One table under the platform's name."""

    schema: str
    name: str
    columns: tuple[Column, ...]
    optional: frozenset[str] = frozenset()
    may_be_absent: bool = False
    # The statements on this table so far, without their values: see ``statements``.
    shapes: dict[tuple[object, ...], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def column(self, field: str) -> Column:
        """Return the column that holds this field."""
        return next(column for column in self.columns if column.field == field)

    def holds(self, field: str) -> bool:
        """Say whether there is a column for this field."""
        return any(column.field == field for column in self.columns)

    def without(self, absent: Iterable[str]) -> "Table":
        """Return the table without the columns of these fields."""
        gone = frozenset(absent)
        return replace(self, columns=tuple(c for c in self.columns if c.field not in gone))


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """All tables of a platform, in the order in which they can be created."""

    users: Table
    clients: Table
    former_secrets: Table | None
    codes: Table
    access_tokens: Table
    refresh_tokens: Table
    api_keys: Table | None
    passwords: Table | None
    state: Table | None
    terms: Table | None
    client_metadata: Table | None
    tickets: Table | None

    def in_order(self) -> tuple[Table, ...]:
        """Return the tables that are there, each after those that it references."""
        tables = (getattr(self, field.name) for field in fields(self))
        return tuple(table for table in tables if table is not None)


def tables_of(names: DatabaseNames) -> Tables:
    """Return the tables under the names that a profile gives them."""
    own_schema = OWN_SCHEMA.format(schema=names.schema)
    named: dict[str, Any] = {
        table: _table(names.schema, given, known) if (given := getattr(names, table)) else None
        for table, known in FIELDS.items()
    }
    own = {table: _table(own_schema, OWN_TABLES[table], OWN_FIELDS[table]) for table in OWN_TABLES}
    return Tables(**named, **own)


def _table(schema: str, names: TableNames, known: Mapping[str, Field]) -> Table:
    return Table(
        schema=schema,
        name=names.name,
        columns=tuple(
            Column(
                field=field,
                name=name,
                rules=known[field],
                element_type=_element_type(schema, names.enums.get(field)),
            )
            for field, name in names.columns.items()
        ),
        optional=names.optional,
        may_be_absent=names.may_be_absent,
    )


def _element_type(schema: str, enum: str | None) -> str:
    return qualified(schema, enum) if enum else "text"

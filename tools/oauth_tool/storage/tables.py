"""The tables of a platform: our fields, their kinds, and the names that a profile gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any

from oauth_tool.profiles.profile import DatabaseNames, TableNames
from oauth_tool.storage.identifiers import qualified

Value = str | bool | datetime | tuple[str, ...] | None
Row = Mapping[str, Value]
"""Field → value, whatever the database calls the column."""


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    TEXTS = auto()
    BOOLEAN = auto()
    TIMESTAMP = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """What we know of a field, on every platform.

    Attributes:
        kind: What it holds.
        nullable: Whether it may be empty.
        unique: Whether no two rows share a value.
        references: The table whose ``id`` it holds; the row goes when that one goes.
        indexed: Whether rows are looked up by it.
    """

    kind: Kind = Kind.TEXT
    nullable: bool = False
    unique: bool = False
    references: str | None = None
    indexed: bool = False


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


_TEXT = Field()
_OPTIONAL_TEXT = Field(nullable=True)
_TEXTS = Field(kind=Kind.TEXTS)
_KEY = Field(unique=True)
_MOMENT = Field(kind=Kind.TIMESTAMP)
_OPTIONAL_MOMENT = Field(kind=Kind.TIMESTAMP, nullable=True)
_EXPIRY = Field(kind=Kind.TIMESTAMP, indexed=True)
_FLAG = Field(kind=Kind.BOOLEAN)
_OF_CLIENT = Field(references="clients", indexed=True)
_OF_USER = Field(references="users", indexed=True)

_TOKEN = {
    "id": _KEY,
    "digest": _KEY,
    "created_at": _MOMENT,
    "expires_at": _EXPIRY,
    "client_row": _OF_CLIENT,
    "user_id": _OF_USER,
    "scopes": _TEXTS,
    "revoked_at": _OPTIONAL_MOMENT,
    "family_id": Field(nullable=True, indexed=True),
}

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "users": {
        "id": _KEY,
        "email": _KEY,
        "name": _OPTIONAL_TEXT,
        "timezone": _TEXT,
        "created_at": _MOMENT,
        "updated_at": _MOMENT,
    },
    "clients": {
        "id": _KEY,
        "created_at": _MOMENT,
        "updated_at": _MOMENT,
        "name": _TEXT,
        "description": _OPTIONAL_TEXT,
        "client_id": _KEY,
        "secret_digest": _TEXT,
        "secret_salt": _TEXT,
        "redirect_uris": _TEXTS,
        "grant_types": _TEXTS,
        "scopes": _TEXTS,
        "owner_id": _OF_USER,
        "is_active": _FLAG,
        "logo_url": _OPTIONAL_TEXT,
        "is_public": _FLAG,
        "secret_scheme": _OPTIONAL_TEXT,
    },
    "former_secrets": {
        "id": _KEY,
        "client_row": _OF_CLIENT,
        "secret_digest": _TEXT,
        "secret_salt": _TEXT,
        "secret_scheme": _TEXT,
        "created_at": _MOMENT,
        "expires_at": _MOMENT,
        "last_used_at": _OPTIONAL_MOMENT,
    },
    "codes": {
        "id": _KEY,
        "code": _KEY,
        "created_at": _MOMENT,
        "expires_at": _EXPIRY,
        "client_row": _OF_CLIENT,
        "user_id": _OF_USER,
        "scopes": _TEXTS,
        "redirect_uri": _TEXT,
        "code_challenge": _OPTIONAL_TEXT,
        "code_challenge_method": _OPTIONAL_TEXT,
        "used_at": _OPTIONAL_MOMENT,
    },
    "access_tokens": _TOKEN,
    "refresh_tokens": _TOKEN,
    "api_keys": {
        "id": _KEY,
        "name": _TEXT,
        "head": Field(indexed=True),
        "tail": _TEXT,
        "digest": _KEY,
        "salt": _OPTIONAL_TEXT,
        "status": _TEXT,
        "permissions": _TEXTS,
        "created_at": _MOMENT,
        "user_id": _OF_USER,
    },
}

# What the embedded platform keeps beside what a profile names: a real platform has its passwords
# elsewhere, and neither clock nor faults. In PostgreSQL it lies in a schema of its own, since
# tools that compare a schema with its migrations would take it for a mistake.
OWN_SCHEMA = "{schema}_oauth_tool"
OWN_TABLES: Mapping[str, TableNames] = {
    "passwords": TableNames(
        name="OAuthToolPassword",
        columns={"id": "userId", "digest": "passwordHash", "salt": "passwordSalt"},
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    "state": TableNames(
        name="OAuthToolState",
        columns={"id": "name", "value": "value", "revision": "revision"},
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    # What is looked up has a column; what is only read back is JSON, which takes new fields.
    "terms": TableNames(
        name="OAuthToolTerms",
        columns={
            "id": "id",
            "client_row": "clientId",
            "expires_at": "expiresAt",
            "content": "content",
        },
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    "client_metadata": TableNames(
        name="OAuthToolClientMetadata",
        columns={"id": "clientId", "content": "content"},
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    # What lives for a while under a name that is given out, or counts once.
    "tickets": TableNames(
        name="OAuthToolTicket",
        columns={
            "id": "digest",
            "kind": "kind",
            "label": "label",
            "state": "state",
            "expires_at": "expiresAt",
            "content": "content",
        },
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
}
OWN_FIELDS: Mapping[str, Mapping[str, Field]] = {
    "passwords": {
        "id": Field(unique=True, references="users"),
        "digest": _TEXT,
        "salt": _TEXT,
    },
    "state": {"id": _KEY, "value": _TEXT, "revision": _TEXT},
    "terms": {
        "id": _KEY,
        "client_row": _OF_CLIENT,
        "expires_at": _EXPIRY,
        "content": _TEXT,
    },
    "client_metadata": {"id": Field(unique=True, references="clients"), "content": _TEXT},
    "tickets": {
        "id": _KEY,
        "kind": _TEXT,
        "label": Field(nullable=True, indexed=True),
        "state": _TEXT,
        "expires_at": _EXPIRY,
        "content": _TEXT,
    },
}


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

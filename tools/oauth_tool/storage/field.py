"""What we know of a field, whatever a platform calls its column."""

from dataclasses import dataclass
from enum import Enum, auto


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


TEXT = Field()
OPTIONAL_TEXT = Field(nullable=True)
TEXTS = Field(kind=Kind.TEXTS)
KEY = Field(unique=True)
MOMENT = Field(kind=Kind.TIMESTAMP)
OPTIONAL_MOMENT = Field(kind=Kind.TIMESTAMP, nullable=True)
EXPIRY = Field(kind=Kind.TIMESTAMP, indexed=True)
FLAG = Field(kind=Kind.BOOLEAN)
OF_CLIENT = Field(references="clients", indexed=True)
OF_USER = Field(references="users")  # no code or token is looked up by it
OWNER = Field(references="users", indexed=True)

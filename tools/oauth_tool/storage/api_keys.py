"""Users' API keys in a platform's database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from oauth_tool.storage.opened import Opened
from oauth_tool.storage.records.loose import loose
from oauth_tool.storage.statements import insert, select
from oauth_tool.storage.tables import Row

ACTIVE = "ACTIVE"


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiKey:
    """A user's API key, of which the platform keeps a hash.

    Attributes:
        id: The row's own identifier.
        name: What its user calls it.
        head: Its first eight characters; ``tail`` are the last eight.
        tail: What a person recognizes it by.
        digest: Its hash in lowercase hexadecimal digits.
        salt: That of its scrypt; None if the digest is a plain SHA-256.
        status: ``ACTIVE``, or what else the platform calls it.
        permissions: What it allows.
        created_at: When it was made.
        user_id: Whose it is.
    """

    id: str
    name: str
    head: str
    tail: str
    digest: str
    salt: str | None
    status: str
    permissions: tuple[str, ...]
    created_at: datetime
    user_id: str

    def __repr__(self) -> str:
        return f"ApiKey(id={self.id!r})"


class ApiKeys(Opened):
    """API keys, where this edition of the platform has them."""

    __slots__ = ()

    @property
    def keeps_api_keys(self) -> bool:
        """Whether this edition of the platform has API keys."""
        return self.tables.api_keys is not None

    async def add_api_key(self, key: ApiKey) -> None:
        """Add an API key."""
        if self.tables.api_keys is not None:
            await self.database.execute(insert(self.tables.api_keys, _row(key)))

    async def api_keys_with(self, head: str) -> Sequence[ApiKey]:
        """Return the API keys that begin with these characters."""
        if self.tables.api_keys is None:
            return []
        rows = await self.database.fetch(select(self.tables.api_keys, {"head": head}))
        return [_api_key(row) for row in rows]


def _api_key(row: Row) -> ApiKey:
    return ApiKey(**loose(row))


def _row(key: ApiKey) -> Row:
    return {field: getattr(key, field) for field in ApiKey.__slots__}

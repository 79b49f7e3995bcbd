"""How values stand in an SQLite file: lists as JSON, moments as text that sorts by time."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from oauth_tool.storage.field import Kind
from oauth_tool.storage.tables import Value

Stored = str | int | None


MOMENT_LENGTH = len("2026-01-31T23:59:59.999")


@lru_cache(maxsize=256)
def _listed(texts: tuple[str, ...]) -> str:
    # Apps and tokens have few different lists of scopes among them.
    return json.dumps(texts, ensure_ascii=False)


def _spelled(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")[:MOMENT_LENGTH] + "Z"


TO_STORED: Mapping[Kind, Callable[..., Stored]] = {
    Kind.TEXT: str,
    Kind.TEXTS: _listed,
    Kind.BOOLEAN: int,
    Kind.TIMESTAMP: _spelled,
}


@lru_cache(maxsize=256)
def _texts(spelled: str) -> tuple[str, ...]:
    # Apps and tokens have few different lists of scopes among them.
    return tuple(json.loads(spelled))


# A text is stored as it is.
FROM_STORED: Mapping[Kind, Callable[..., Value]] = {
    Kind.TEXTS: _texts,
    Kind.BOOLEAN: bool,
    Kind.TIMESTAMP: datetime.fromisoformat,
}

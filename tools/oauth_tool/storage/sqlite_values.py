"""How values stand in an SQLite file: lists as JSON, moments as text that sorts by time."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from oauth_tool.storage.field import Kind

Stored = str | int | None


def _spelled(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


TO_STORED: Mapping[Kind, Callable[..., Stored]] = {
    Kind.TEXT: str,
    Kind.TEXTS: lambda texts: json.dumps(texts, ensure_ascii=False),
    Kind.BOOLEAN: int,
    Kind.TIMESTAMP: _spelled,
}

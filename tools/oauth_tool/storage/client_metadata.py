"""What a client says of itself beyond what every platform keeps (RFC 7591 2)."""

import json
from collections.abc import Mapping
from typing import Any

from oauth_tool.oauth.clients import Client
from oauth_tool.storage.own_tables import needed
from oauth_tool.storage.statements import delete, insert, select
from oauth_tool.storage.store import Store

Metadata = Mapping[str, Any]


async def metadata_of(store: Store, client: Client) -> Metadata:
    """Return the metadata of a client; nothing if it has told none."""
    found = select(needed(store.tables.client_metadata), {"id": client.id})
    for row in await store.database.fetch(found):
        metadata: Metadata = json.loads(str(row["content"]))
        return metadata
    return {}


async def set_metadata(store: Store, client: Client, metadata: Metadata) -> None:
    """Keep the metadata of a client in the place of what was there."""
    table = needed(store.tables.client_metadata)
    async with store.database.transaction() as database:
        await database.execute(delete(table, {"id": client.id}))
        await database.execute(insert(table, {"id": client.id, "content": json.dumps(metadata)}))

"""What a client says of itself beyond what every platform keeps (RFC 7591 2)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from oauth_tool.oauth.clients import Client
from oauth_tool.storage.own_tables import needed
from oauth_tool.storage.statements import delete, insert
from oauth_tool.storage.store import Store
from oauth_tool.storage.tables import Row

Metadata = Mapping[str, Any]


async def metadata_of(store: Store, client: Client) -> Metadata:
    """Return the metadata of a client; nothing if it has told none. It is not to be changed."""
    table = needed(store.tables.client_metadata)
    return await store.one_known(table, _metadata, id=client.id) or {}


async def set_metadata(store: Store, client: Client, metadata: Metadata) -> None:
    """Keep the metadata of a client that had none."""
    async with store.database.transaction() as database:
        await _put(replace(store, database=database), client, metadata)


async def replace_client(
    store: Store, client: Client, changes: Row, metadata: Metadata, now: datetime
) -> bool:
    """Put other fields and other metadata in the place of a client's, in one step.

    Returns:
        False if the client is not there any more.
    """
    async with store.database.transaction() as database:
        inside = replace(store, database=database)
        # Whoever comes at the same time waits at the client's row.
        if not await inside.change_client(client.client_id, changes, now):
            return False
        await _put(inside, client, metadata)
    return True


def _metadata(row: Row) -> Metadata:
    metadata: Metadata = json.loads(str(row["content"]))
    return metadata


async def _put(store: Store, client: Client, metadata: Metadata) -> None:
    table = needed(store.tables.client_metadata)
    await store.database.execute(delete(table, {"id": client.id}))
    await store.database.execute(insert(table, {"id": client.id, "content": json.dumps(metadata)}))

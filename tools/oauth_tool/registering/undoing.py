"""Take a new app back out of a store, because its secret reached nobody."""

from oauth_tool.oauth.clients import Client
from oauth_tool.storage.app_store import AppStore


async def take_back(store: AppStore, client: Client) -> bool:
    """Remove this very client, and say whether it was there.

    Another client that has the same client_id stays: it was there before.
    """
    there = await store.client(client.client_id)
    if there is None or there.id != client.id:
        return False
    return await store.delete_client(client.client_id)

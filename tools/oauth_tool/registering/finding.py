"""Find the app that somebody names."""

from oauth_tool.oauth.clients import Client
from oauth_tool.storage.app_store import AppStore
from tool_cli.errors import InvalidInput


async def existing(store: AppStore, client_id: str) -> Client:
    """Return the client with this client_id.

    Raises:
        InvalidInput: There is none.
    """
    client = await store.client(client_id)
    if client is None:
        raise InvalidInput(
            f"there is no app with the client_id {client_id[:100]!r}",
            "'oauth-tool apps list' names those that there are",
        )
    return client

"""Find the client that a request names."""

from oauth_tool.oauth.clients import Client
from oauth_tool.platform.rfc.issuer import Issuer


async def active_client(issuer: Issuer, client_id: str) -> Client | None:
    """Return the client with this identifier if the platform serves it."""
    client = await issuer.platform.store.client(client_id) if is_storable(client_id) else None
    return client if client and client.is_active else None


def is_storable(text: str) -> bool:
    """Say whether a database may be asked for a text: some do not take a NUL."""
    return text.isascii() and text.isprintable()

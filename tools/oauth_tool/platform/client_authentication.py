"""Who is the client that asks? (RFC 6749 2.3.1, ``client_secret_post``)."""

import asyncio

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret, SecretHash, matches
from oauth_tool.oauth.protocol_errors import InvalidClient
from oauth_tool.platform.platform import Platform

# Verified where there is no client, so that the answer takes as long as for a wrong secret.
NOBODY = SecretHash(digest="00" * 32, salt="00" * 32)


async def authenticated_client(platform: Platform, client_id: str, secret: Secret) -> Client:
    """Return the active client with this identifier and secret.

    Raises:
        InvalidClient: It is unknown, inactive, or the secret is not its secret.
    """
    client = await platform.store.client(client_id)
    if client is None:
        await _is_secret(platform, secret, NOBODY)
        raise InvalidClient("Invalid client_id")
    if not client.is_active:
        raise InvalidClient("Application is not active")
    if not await _is_secret(platform, secret, client.secret_hash or NOBODY):
        raise InvalidClient("Invalid client_secret")
    return client


async def _is_secret(platform: Platform, secret: Secret, kept: SecretHash) -> bool:
    now = platform.clock()
    if platform.verified_secrets.holds(secret, kept, now):
        return True
    # Tens of milliseconds outside of the interpreter lock: the event loop goes on meanwhile.
    cost = platform.profile.credentials.scrypt
    verified = await asyncio.to_thread(matches, secret, kept, cost)
    if verified:
        platform.verified_secrets.remember(secret, kept, now)
    return verified

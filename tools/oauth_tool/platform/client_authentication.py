"""Who is the client that asks? (RFC 6749 2.3.1, ``client_secret_post``)."""

import asyncio
from datetime import timedelta

from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.credentials import Secret, SecretHash, matches
from oauth_tool.oauth.protocol_errors import InvalidClient
from oauth_tool.platform.platform import Platform

# Verified where a secret is missing, so that every refusal costs the same.
NOBODY = SecretHash(digest="00" * 32, salt="00" * 32)
# A former secret that is still in use is noted this often at most.
NOTED_EVERY = timedelta(minutes=1)


async def authenticated_client(platform: Platform, client_id: str, secret: Secret) -> Client:
    """Return the active client with this identifier and secret.

    Every refusal of a secret costs two scrypts, whether the client is unknown, disabled, has one
    secret, or has a former one that still works.

    Raises:
        InvalidClient: It is unknown, inactive, or the secret is not its secret.
    """
    found = await platform.store.client(client_id)
    client = found if found and found.is_active else None
    kept = client.secret_hash if client else None
    if await _is_secret(platform, secret, kept or NOBODY) and client and kept:
        return client
    if await _is_former_secret(platform, client, secret) and client:
        return client
    raise InvalidClient(_refusal(found))


def _refusal(client: Client | None) -> str:
    if client is None:
        return "Invalid client_id"
    return "Invalid client_secret" if client.is_active else "Application is not active"


async def _is_former_secret(platform: Platform, client: Client | None, secret: Secret) -> bool:
    former = await _live_former_secret(platform, client) if client else None
    if not await _is_secret(platform, secret, former.secret_hash if former else NOBODY):
        return False
    if former is None:
        return False
    now = platform.clock()
    if former.last_used_at is None or now - former.last_used_at >= NOTED_EVERY:
        await platform.store.note_use(former, now)
    return True


async def _live_former_secret(platform: Platform, client: Client) -> FormerSecret | None:
    now = platform.clock()
    former = await platform.store.former_secrets(client)
    return next((one for one in former if now < one.expires_at), None)


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

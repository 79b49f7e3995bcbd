"""API keys: what a user's own scripts present instead of an access token."""

import asyncio
import hmac
from collections.abc import Collection, Sequence
from datetime import datetime

from oauth_tool.oauth.credentials import Secret, SecretHash, hash_secret, matches
from oauth_tool.oauth.identifiers import new_row_id
from oauth_tool.oauth.protocol_errors import InvalidToken
from oauth_tool.oauth.scopes import each_once, not_among
from oauth_tool.oauth.tokens import digest_of, new_token
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.api_keys import ACTIVE, ApiKey
from tool_cli.errors import InvalidInput

PREFIX = "agpt_"
SHOWN = 8
LONGEST = 256


async def new_api_key(
    platform: Platform, user_id: str, name: str, permissions: Collection[str]
) -> Secret:
    """Make an API key for a user, and return it: only its hash is kept.

    Raises:
        InvalidInput: A permission is unknown, the user is not there, or no key can be kept.
    """
    unknown = not_among(permissions, platform.profile.scopes)
    if unknown:
        raise InvalidInput(f"there is no permission {', '.join(unknown)[:200]}")
    if await platform.store.user(user_id) is None or not platform.store.keeps_api_keys:
        raise InvalidInput("there is no such user, or no room for API keys in this database")
    key = Secret(new_token(PREFIX, platform.random))
    await _add(platform, user_id, name, permissions, key)
    return key


async def keep_api_key(
    platform: Platform, user_id: str, name: str, permissions: Collection[str], key: Secret
) -> None:
    """Keep an API key that somebody chose, unless it is there already.

    Raises:
        InvalidInput: This database has no room for API keys.
    """
    if not platform.store.keeps_api_keys:
        raise InvalidInput("this database has no room for API keys")
    now = platform.clock()
    for one in await _candidates(platform, key.reveal()):
        if await _is_key(platform, key, one, now):
            return
    await _add(platform, user_id, name, permissions, key)


async def api_key_with(platform: Platform, text: str) -> ApiKey:
    """Return the active API key with this text.

    Raises:
        InvalidToken: There is none.
    """
    now = platform.clock()
    for key in await _candidates(platform, text):
        if key.status == ACTIVE and await _is_key(platform, Secret(text), key, now):
            return key
    raise InvalidToken("Invalid API key")


async def _add(
    platform: Platform, user_id: str, name: str, permissions: Collection[str], key: Secret
) -> None:
    cost = platform.profile.credentials.scrypt
    kept = await asyncio.to_thread(hash_secret, key, cost, platform.random)
    await platform.store.add_api_key(
        ApiKey(
            id=new_row_id(platform.random),
            name=name,
            head=key.reveal()[:SHOWN],
            tail=key.reveal()[-SHOWN:],
            digest=kept.digest,
            salt=kept.salt,
            status=ACTIVE,
            permissions=each_once(permissions),
            created_at=platform.clock(),
            user_id=user_id,
        )
    )


async def _candidates(platform: Platform, text: str) -> Sequence[ApiKey]:
    if not text.startswith(PREFIX) or len(text) > LONGEST or not text.isascii():
        return []
    found = await platform.store.api_keys_with(text[:SHOWN])
    return [key for key in found if hmac.compare_digest(key.tail.encode(), text[-SHOWN:].encode())]


async def _is_key(platform: Platform, text: Secret, key: ApiKey, now: datetime) -> bool:
    if key.salt is None:  # as the platform's first edition kept them
        return hmac.compare_digest(digest_of(text.reveal()), key.digest)
    kept = SecretHash(digest=key.digest, salt=key.salt)
    if platform.verified_secrets.holds(text, kept, now):
        return True
    cost = platform.profile.credentials.scrypt
    verified = await asyncio.to_thread(matches, text, kept, cost)
    if verified:
        platform.verified_secrets.remember(text, kept, now)
    return verified

"""Is this the secret of that app?"""

from datetime import datetime
from enum import Enum, auto

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret, matches
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.rotating import live_former_secret
from oauth_tool.storage.app_store import AppStore


class Verdict(Enum):
    """What a secret is to an app."""

    CURRENT = auto()
    FORMER = auto()
    WRONG = auto()


async def verdict_on(
    secret: Secret, store: AppStore, client: Client, profile: Profile, now: datetime
) -> Verdict:
    """Say what a secret is to a client. It takes tens of milliseconds."""
    cost = profile.credentials.scrypt
    if client.secret_hash and matches(secret, client.secret_hash, cost):
        return Verdict.CURRENT
    former = await live_former_secret(store, client, now)
    if former and matches(secret, former.secret_hash, cost):
        return Verdict.FORMER
    return Verdict.WRONG

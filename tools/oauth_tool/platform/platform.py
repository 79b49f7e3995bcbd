"""One platform: its data, its profile, and where it gets time and randomness from."""

import asyncio
import secrets
from dataclasses import dataclass, field

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import RandomBytes
from oauth_tool.oauth.moments import Clock, utc_now
from oauth_tool.platform.keys import KEY_BYTES
from oauth_tool.platform.media import MediaFolder
from oauth_tool.platform.user_tokens import UserTokens
from oauth_tool.platform.verified_secrets import VerifiedSecrets
from oauth_tool.profiles.profile import Profile
from oauth_tool.storage.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Platform:
    """What every endpoint works with.

    Attributes:
        store: Users, clients, codes and tokens.
        profile: How the platform behaves.
        clock: Where it gets the time from.
        random: Where it gets randomness from.
        verified_secrets: Which secrets were verified not long ago.
        user_tokens: How its own pages say which user they act for.
        browser_key: What sign-in cookies and the tokens in forms are made with.
        media: Where logos are kept; None if they cannot be uploaded.
        issuers: The names of the issuers beside the one at the root, on the standard wire.
        making_keys: Held by whoever makes the first signing key of an issuer.
    """

    store: Store
    profile: Profile
    clock: Clock = utc_now
    random: RandomBytes = secrets.token_bytes
    verified_secrets: VerifiedSecrets = field(default_factory=VerifiedSecrets)
    user_tokens: UserTokens = field(default_factory=UserTokens)
    browser_key: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_BYTES), repr=False)
    media: MediaFolder | None = None
    issuers: tuple[str, ...] = ()
    making_keys: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    def allows_redirect(self, client: Client, uri: str) -> bool:
        """Say whether answers to a client may go to this URI, under the profile's rules."""
        any_port = self.profile.redirect_uris.loopback_port_is_flexible
        return client.allows_redirect_to(uri, any_loopback_port=any_port)

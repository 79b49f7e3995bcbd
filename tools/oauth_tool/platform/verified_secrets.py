"""Remember for a short while which secret was verified: not every request pays for a scrypt.

Only a MAC under a key of this process is kept: it helps nobody who reads the memory of the
database, and it dies with the process.
"""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta

from oauth_tool.oauth.credentials import Secret, SecretHash

REMEMBERED = 1024
LIFETIME = timedelta(minutes=5)


class VerifiedSecrets:
    """A bounded memory: stored hash → MAC of the secret that it was verified with, until when."""

    __slots__ = ("_key", "_seen")

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: OrderedDict[tuple[str, str], tuple[bytes, datetime]] = OrderedDict()

    def holds(self, secret: Secret, kept: SecretHash, now: datetime) -> bool:
        """Say whether this secret was verified against this hash not long ago."""
        mac, until = self._seen.get((kept.digest, kept.salt), (b"", now))
        # Time on a platform can be set back: what was seen in its future is not known now.
        return until - LIFETIME <= now < until and hmac.compare_digest(mac, self._mac(secret))

    def remember(self, secret: Secret, kept: SecretHash, now: datetime) -> None:
        """Keep that this secret was verified against this hash."""
        self._seen[kept.digest, kept.salt] = (self._mac(secret), now + LIFETIME)
        self._seen.move_to_end((kept.digest, kept.salt))
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def _mac(self, secret: Secret) -> bytes:
        # Keyed BLAKE2 is a MAC by itself (RFC 7693 2.9), and several times as fast as an HMAC.
        text = secret.reveal().encode(errors="surrogatepass")
        return hashlib.blake2b(text, key=self._key, digest_size=32).digest()

"""Client identifiers and secrets: made here, shown once, kept only as a salted scrypt hash."""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

CLIENT_ID_BYTES = 16
SECRET_BYTES = 32
SALT_BYTES = 32

_COST = re.compile(r"scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$(\d{1,3})")

RandomBytes = Callable[[int], bytes]
"""Return that many unpredictable bytes; ``os.urandom`` outside of tests."""


class Secret:
    """A text that shows itself only on request, never in ``repr``, ``str`` or a traceback."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(hidden)"

    def __str__(self) -> str:
        return "[hidden]"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    __hash__ = None  # type: ignore[assignment] # a secret is no key: hashes end up in tables

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written to disk or to another process")


@dataclass(frozen=True, kw_only=True, slots=True)
class ScryptCost:
    """What one scrypt costs (RFC 7914): ``128 * n * r`` bytes, and time that grows with p too."""

    n: int
    r: int
    p: int
    length: int

    @property
    def memory(self) -> int:
        """The bytes that OpenSSL must be allowed to use."""
        return 128 * self.r * (self.n + self.p + 2)


@dataclass(frozen=True, kw_only=True, slots=True)
class SecretHash:
    """What is kept of a secret.

    Attributes:
        digest: Lowercase hexadecimal digits; so is ``salt``.
        salt: It is different for every secret.
        cost: What it was hashed with, where that is kept; None is the cost of the profile.
    """

    digest: str
    salt: str
    cost: ScryptCost | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return "SecretHash(hidden)"


def spelled_cost(cost: ScryptCost) -> str:
    """Return a cost as it is stored, after the PHC string format: ``scrypt$ln=14,r=8,p=1$32``.

    https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md
    """
    return f"scrypt$ln={cost.n.bit_length() - 1},r={cost.r},p={cost.p}${cost.length}"


@lru_cache(maxsize=64)
def read_cost(text: str) -> ScryptCost:
    """Return the cost that a text spells.

    Raises:
        ValueError: It is not what ``spelled_cost`` writes.
    """
    spelled = _COST.fullmatch(text)
    if spelled is None:
        raise ValueError("the cost of a secret's hash cannot be read")
    log_n, r, p, length = map(int, spelled.groups())
    return ScryptCost(n=1 << log_n, r=r, p=p, length=length)


def random_text(prefix: str, size: int, random: RandomBytes) -> str:
    """Return the prefix and ``size`` random bytes in base64url without padding (RFC 4648 5)."""
    return prefix + urlsafe_b64encode(random(size)).rstrip(b"=").decode("ascii")


def hash_secret(secret: Secret, cost: ScryptCost, random: RandomBytes) -> SecretHash:
    """Hash a secret under a new salt. It takes tens of milliseconds: keep it off an event loop."""
    return hashed(secret, random(SALT_BYTES), cost)


def hashed(secret: Secret, salt: bytes, cost: ScryptCost) -> SecretHash:
    """Hash a secret under a salt that was made for it alone."""
    return SecretHash(digest=_scrypt(secret, salt, cost).hex(), salt=salt.hex(), cost=cost)


def matches(secret: Secret, kept: SecretHash, default: ScryptCost) -> bool:
    """Say whether this is the secret that was hashed, comparing in constant time.

    Args:
        secret: What somebody presents.
        kept: What is kept of the right one.
        default: The cost where it is not kept with the hash.
    """
    cost = kept.cost or default
    try:
        salt = bytes.fromhex(kept.salt)
        digest = bytes.fromhex(kept.digest)
    except ValueError:
        return False
    return hmac.compare_digest(_scrypt(secret, salt, cost), digest)


def _scrypt(secret: Secret, salt: bytes, cost: ScryptCost) -> bytes:
    return hashlib.scrypt(
        # A lone surrogate cannot come from UTF-8 input; it must still not end in a traceback.
        secret.reveal().encode(errors="surrogatepass"),
        salt=salt,
        n=cost.n,
        r=cost.r,
        p=cost.p,
        dklen=cost.length,
        maxmem=cost.memory,
    )

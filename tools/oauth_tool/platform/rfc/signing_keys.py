"""The keys that an issuer signs with, in the database: made at the first use, replaced on request.

Whoever can read the database can act for its users anyway; the keys add nothing to that.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import Claims, Jwk, new_private_key, public, signed
from oauth_tool.storage.state import Kept


@dataclass(frozen=True, kw_only=True, slots=True)
class SigningKey:
    """One key.

    Attributes:
        jwk: The private key.
        until: Until when it is published; None as long as it signs.
    """

    jwk: Jwk = field(repr=False)
    until: datetime | None = None

    @property
    def kid(self) -> str:
        """What tokens call it."""
        return str(self.jwk["kid"])


async def sign(issuer: Issuer, claims: Claims, *, typ: str = "JWT") -> str:
    """Return a token that an issuer has signed; claims that are None are left out."""
    told = {name: value for name, value in claims.items() if value is not None}
    key = await current_key(issuer)
    return signed(told, key.jwk, typ=typ, kid=key.kid)


async def current_key(issuer: Issuer) -> SigningKey:
    """Return the key that an issuer signs with now."""
    _, keys = await _kept(issuer)
    return _signing(issuer, keys) or await _first_key(issuer)


async def published_keys(issuer: Issuer) -> Sequence[Jwk]:
    """Return the public keys that live tokens of an issuer are signed with, the newest first."""
    await current_key(issuer)
    _, keys = await _kept(issuer)
    return [public(key.jwk) for key in _alive(keys, issuer.platform.clock())]


async def rotate_keys(issuer: Issuer) -> str:
    """Let an issuer sign with a new key, and return what tokens call it.

    The old one stays published until the last token that it signed has expired.
    """
    key = None
    while key is None:
        key = await _put_first(issuer, *await _kept(issuer))
    return key.kid


async def _first_key(issuer: Issuer) -> SigningKey:
    # One task of this process makes it; the others would make theirs for nothing.
    async with issuer.platform.making_keys:
        while True:
            before, keys = await _kept(issuer)
            key = _signing(issuer, keys) or await _put_first(issuer, before, keys)
            if key:
                return key


async def _put_first(
    issuer: Issuer, before: Kept | None, keys: Sequence[SigningKey]
) -> SigningKey | None:
    now = issuer.platform.clock()
    end = now + issuer.platform.profile.lifetimes.access_token
    new = SigningKey(jwk=await asyncio.to_thread(new_private_key, _algorithm(issuer)))
    former = _signing(issuer, keys)
    old = [replace(key, until=end) if key == former else key for key in _alive(keys, now)]
    text = json.dumps([_written(key) for key in (new, *old)])
    return new if await issuer.platform.store.state.replace(_name(issuer), before, text) else None


def _signing(issuer: Issuer, keys: Sequence[SigningKey]) -> SigningKey | None:
    # A key of another algorithm stays: a process with another profile may sign with it.
    algorithm = _algorithm(issuer)
    able = (key for key in keys if key.until is None and key.jwk["alg"] == algorithm)
    return next(able, None)


def _algorithm(issuer: Issuer) -> str:
    return issuer.platform.profile.credentials.signing_algorithm


def _alive(keys: Sequence[SigningKey], now: datetime) -> list[SigningKey]:
    return [key for key in keys if key.until is None or now < key.until]


async def _kept(issuer: Issuer) -> tuple[Kept | None, Sequence[SigningKey]]:
    kept = await issuer.platform.store.state.read(_name(issuer))
    return kept, [_read(one) for one in json.loads(kept.value)] if kept else []


def _name(issuer: Issuer) -> str:
    return f"signing keys of {issuer.name}"


def _written(key: SigningKey) -> dict[str, Any]:
    return {"jwk": key.jwk, "until": key.until.isoformat() if key.until else None}


def _read(written: dict[str, Any]) -> SigningKey:
    until = written["until"]
    return SigningKey(jwk=written["jwk"], until=datetime.fromisoformat(until) if until else None)

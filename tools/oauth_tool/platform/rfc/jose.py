"""Sign and verify JSON Web Tokens (RFC 7515, RFC 7519): the only place here with joserfc.

It is imported at the first use: a sixth of a second that not every start needs.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Claims = Mapping[str, Any]
Jwk = Mapping[str, Any]
"""One JSON Web Key as JSON has it (RFC 7517)."""

# Asymmetric ones that RFC 8725 3.2 does not advise against.
ALGORITHMS = ("RS256", "PS256", "ES256", "Ed25519")
LONGEST = 16 * 1024
# RFC 7518 3.3 and 3.5. A shorter modulus can be factored.
SHORTEST_RSA = 2048
SEGMENTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class SigningKind:
    """What an algorithm needs.

    Attributes:
        kty: The type of its keys.
        size: Their length in bits, or their curve.
        public: The members that may be published (RFC 7518 6.2.1 and 6.3.1, RFC 8037 2).
        digest: The hash in it, which ``at_hash`` takes, too (OpenID Connect Core 3.1.3.6).
    """

    kty: str
    size: int | str
    public: tuple[str, ...]
    digest: str


# The first is what OpenID Connect Core 15.1 and RFC 9068 4 ask every server for.
SIGNING: Mapping[str, SigningKind] = {
    "RS256": SigningKind(kty="RSA", size=2048, public=("n", "e"), digest="sha256"),
    "ES256": SigningKind(kty="EC", size="P-256", public=("crv", "x", "y"), digest="sha256"),
    "Ed25519": SigningKind(kty="OKP", size="Ed25519", public=("crv", "x"), digest="sha512"),
}

# What only a private or a secret key has (RFC 7518 6.2.2, 6.3.2 and 6.4.1).
PRIVATE_PARTS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


class UnreadableToken(Exception):
    """A text is no token that one of the keys has signed."""


def unverified(token: str) -> tuple[Claims, Claims]:
    """Return header and claims of a token that nobody has verified yet.

    Raises:
        UnreadableToken: It is none.
    """
    from joserfc import jws  # noqa: PLC0415 - see above
    from joserfc.errors import JoseError  # noqa: PLC0415 - see above
    from joserfc.util import to_bytes  # noqa: PLC0415 - see above

    if token.count(".") + 1 != SEGMENTS or len(token) > LONGEST:
        raise UnreadableToken
    try:
        parts = jws.extract_compact(to_bytes(token))
        return parts.headers(), _object(parts.payload)
    except (JoseError, ValueError, RecursionError) as error:
        raise UnreadableToken from error


def verified(token: str, keys: Sequence[Jwk]) -> Claims:
    """Return the claims of a token that one of these keys has signed.

    Raises:
        UnreadableToken: None of them has.
    """
    header, claims = unverified(token)
    candidates = [key for key in keys if _may_have_signed(key, header)]
    if any(_has_signed(token, key) for key in candidates):
        return claims
    raise UnreadableToken


def signed_by_its_own_key(token: str) -> tuple[Claims, Claims, str]:
    """Return header and claims of a token, and the thumbprint of the key in it that signed it.

    The thumbprint is the one of RFC 7638 with SHA-256.

    Raises:
        UnreadableToken: There is no public key in it, or another one has signed it.
    """
    from joserfc.errors import JoseError  # noqa: PLC0415 - see above
    from joserfc.jwk import import_key  # noqa: PLC0415 - see above

    header, _ = unverified(token)
    key = header.get("jwk")
    if not isinstance(key, dict) or not PRIVATE_PARTS.isdisjoint(key):
        raise UnreadableToken
    claims = verified(token, [key])
    try:
        return header, claims, import_key(key).thumbprint()
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise UnreadableToken from error


def is_usable(key: Jwk) -> bool:
    """Say whether a public key can be read, and is not too short to be worth anything."""
    from joserfc.errors import JoseError  # noqa: PLC0415 - see above

    try:
        _public_key(key)
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return True


def signed(claims: Claims, key: Jwk, *, typ: str, kid: str) -> str:
    """Return a token that a private key has signed, with the algorithm that it is for."""
    from joserfc import jwt  # noqa: PLC0415 - see above

    header = {"alg": key["alg"], "kid": kid, "typ": typ}
    private = _loaded(json.dumps(key, sort_keys=True))
    return jwt.encode(header, dict(claims), private, algorithms=[key["alg"]])


def new_private_key(algorithm: str) -> Jwk:
    """Return a new key. An RSA key takes a tenth of a second: keep it off an event loop."""
    from joserfc.jwk import JWKRegistry  # noqa: PLC0415 - see above

    kind = SIGNING[algorithm]
    key = JWKRegistry.generate_key(kind.kty, kind.size, {"use": "sig"}, auto_kid=True)
    return {**key.as_dict(private=True), "alg": algorithm}


def public(key: Jwk) -> Jwk:
    """Return what may be published of a private key."""
    return {name: key[name] for name in ("kty", *SIGNING[key["alg"]].public, "kid", "use", "alg")}


@lru_cache(maxsize=16)
def _loaded(spelled: str) -> Any:  # noqa: ANN401 - joserfc's key
    # Reading a key costs more than signing with it.
    from joserfc.jwk import import_key  # noqa: PLC0415 - see above

    return import_key(json.loads(spelled))


def _public_key(key: Jwk) -> Any:  # noqa: ANN401 - joserfc's key
    from joserfc.jwk import import_key  # noqa: PLC0415 - see above

    if key["kty"] == "RSA" and _number(key["n"]).bit_length() < SHORTEST_RSA:
        raise ValueError
    return import_key(dict(key))


def _number(spelled: str) -> int:
    return int.from_bytes(urlsafe_b64decode(f"{spelled}=="))


def _object(payload: bytes) -> Claims:
    claims = json.loads(payload)
    if not isinstance(claims, dict):
        raise UnreadableToken
    return claims


def _may_have_signed(key: Jwk, header: Claims) -> bool:
    named = header.get("kid")
    return (named is None or key.get("kid") == named) and (key.get("use") or "sig") == "sig"


def _has_signed(token: str, key: Jwk) -> bool:
    from joserfc import jws  # noqa: PLC0415 - see above
    from joserfc.errors import JoseError  # noqa: PLC0415 - see above

    allowed = [key["alg"]] if key.get("alg") in ALGORITHMS else list(ALGORITHMS)
    try:
        jws.deserialize_compact(token, _public_key(key), algorithms=allowed)
    except (JoseError, ValueError, TypeError, KeyError):
        return False
    return True

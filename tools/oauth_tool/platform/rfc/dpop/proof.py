"""Check a proof (RFC 9449 4.3): whose key, for which request, when, and that it is used once."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from oauth_tool.oauth.protocol_errors import InvalidDpopProof, UseDpopNonce
from oauth_tool.platform.rfc.dpop.nonces import is_fresh, present_nonce
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import Claims, UnreadableToken, signed_by_its_own_key
from oauth_tool.platform.rfc.message import Message
from oauth_tool.storage.tickets import Ticket, add_ticket

HEADER = "DPoP"
TYPE = "dpop+jwt"
# How far the client's clock may differ; one that differs more is asked for a nonce.
WINDOW = timedelta(minutes=1)
KIND = "dpop proof"
LONGEST_JTI = 256
REMEMBERED = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """A token that its own key has signed, and the request that it came with.

    Attributes:
        header: Its header.
        claims: Its claims.
        key: The thumbprint of the key.
        message: The request.
        access_token: The access token of the request, if it is one for a resource.
    """

    header: Claims
    claims: Claims
    key: str
    message: Message
    access_token: str | None = field(repr=False)


async def proven_key(
    issuer: Issuer, message: Message, access_token: str | None = None
) -> str | None:
    """Return the thumbprint of the key that a request proves, None if it proves none.

    Raises:
        InvalidDpopProof: The proof is not good for this request.
        UseDpopNonce: It may be good, but nobody can tell how old it is.
    """
    text = message.headers.get(HEADER)
    if text is None:
        return None
    try:
        proof = _read(text, message, access_token)
        _check(proof)
        await _require_fresh(issuer, proof)
        await _require_unused(issuer, proof)
    except _Refused as error:
        raise InvalidDpopProof(str(error), at_resource=access_token is not None) from error
    return proof.key


class _Refused(Exception):
    """What is wrong with a proof."""


def _read(text: str, message: Message, access_token: str | None) -> Proof:
    try:
        header, claims, key = signed_by_its_own_key(text)
    except UnreadableToken as error:
        raise _Refused("the DPoP header is no token that the key in it has signed") from error
    return Proof(header=header, claims=claims, key=key, message=message, access_token=access_token)


def _typed(proof: Proof) -> str | None:
    return None if proof.header.get("typ") == TYPE else f"typ of the proof must be {TYPE}"


def _for_this_method(proof: Proof) -> str | None:
    return None if proof.claims.get("htm") == proof.message.method else "htm is another method"


def _for_this_place(proof: Proof) -> str | None:
    claimed = proof.claims.get("htu")
    right = isinstance(claimed, str) and _place(claimed) == _place(proof.message.url)
    return None if right else "htu is another place"


def _for_this_token(proof: Proof) -> str | None:
    if proof.access_token is None or proof.claims.get("ath") == _hash(proof.access_token):
        return None
    return "ath is not the hash of the access token"


def _identified(proof: Proof) -> str | None:
    identifier = proof.claims.get("jti")
    if isinstance(identifier, str) and 0 < len(identifier) <= LONGEST_JTI:
        return None
    return "the proof has no jti"


def _dated(proof: Proof) -> str | None:
    issued = proof.claims.get("iat")
    is_number = isinstance(issued, int | float) and not isinstance(issued, bool)
    return None if is_number else "the proof has no iat"


CHECKS: tuple[Callable[[Proof], str | None], ...] = (
    _typed,
    _for_this_method,
    _for_this_place,
    _for_this_token,
    _identified,
    _dated,
)


def _check(proof: Proof) -> None:
    for check in CHECKS:
        if problem := check(proof):
            raise _Refused(problem)


async def _require_fresh(issuer: Issuer, proof: Proof) -> None:
    nonce = proof.claims.get("nonce")
    if isinstance(nonce, str) and is_fresh(issuer, nonce):
        return
    if nonce is None and _is_of_now(proof, issuer.platform.clock()):
        return
    raise UseDpopNonce(
        "the proof is not of now: make one with the nonce of this answer",
        present_nonce(issuer),
        at_resource=proof.access_token is not None,
    )


def _is_of_now(proof: Proof, now: datetime) -> bool:
    try:
        return abs(datetime.fromtimestamp(proof.claims["iat"], UTC) - now) <= WINDOW
    except (OverflowError, ValueError, OSError):
        return False


async def _require_unused(issuer: Issuer, proof: Proof) -> None:
    platform = issuer.platform
    used = Ticket(
        kind=KIND,
        name=f"{proof.key}:{proof.claims['jti']}",
        expires_at=platform.clock() + REMEMBERED,
    )
    if not await add_ticket(platform.store, used):
        raise _Refused("the proof was used before")


def _place(url: str) -> tuple[str, str, int | None, str] | None:
    # RFC 9449 4.3: without query and fragment, after the normalization of RFC 3986 6.2.3.
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, parts.hostname or "", port, parts.path or "/"


def _hash(token: str) -> str:
    digest = hashlib.sha256(token.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()

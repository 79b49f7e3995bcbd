"""Tokens and answers that are wrong in one thing, because somebody asked for it."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from oauth_tool.platform.faults import WRONG_ISSUER
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import Claims, UnreadableToken, signed, unverified
from oauth_tool.platform.rfc.signing_keys import current_key

AN_HOUR = timedelta(hours=1)
SIGNED = ("id_token", "access_token")
Change = Callable[[Claims, datetime], Claims]


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _expired(claims: Claims, now: datetime) -> Claims:
    return {**claims, "iat": _seconds(now - 2 * AN_HOUR), "exp": _seconds(now - AN_HOUR)}


def _not_yet_valid(claims: Claims, now: datetime) -> Claims:
    start, end = _seconds(now + AN_HOUR), _seconds(now + 2 * AN_HOUR)
    return {**claims, "iat": start, "nbf": start, "exp": end}


def _from_another_issuer(claims: Claims, _: datetime) -> Claims:
    return {**claims, "iss": WRONG_ISSUER}


def _for_somebody_else(claims: Claims, _: datetime) -> Claims:
    return {**claims, "aud": "somebody-else"}


def _unchanged(claims: Claims, _: datetime) -> Claims:
    return claims


CHANGES: Mapping[str, Change] = {
    "wrong_kid": _unchanged,
    "expired_jwt": _expired,
    "not_yet_valid_jwt": _not_yet_valid,
    "wrong_issuer": _from_another_issuer,
    "wrong_audience": _for_somebody_else,
}


async def made_wrong(issuer: Issuer, kind: str, body: bytes) -> bytes:
    """Return a JSON answer whose signed tokens, or whose word on a token, are wrong in one thing.

    Args:
        issuer: Who signs.
        kind: A key of ``CHANGES``.
        body: The right answer.
    """
    answer: dict[str, Any] = json.loads(body)
    now = issuer.platform.clock()
    if answer.get("active"):
        answer = dict(CHANGES[kind](answer, now))
    if "issuer" in answer and kind == "wrong_issuer":  # RFC 8414 3.3: a client compares it
        answer["issuer"] = WRONG_ISSUER
    for name in SIGNED:
        if name in answer:
            answer[name] = await _signed_wrong(issuer, kind, answer[name])
    return json.dumps(answer).encode()


async def _signed_wrong(issuer: Issuer, kind: str, token: str) -> str:
    try:
        header, claims = unverified(token)
    except UnreadableToken:
        return token  # it is opaque: there is nothing in it to be wrong
    key = await current_key(issuer)
    kid = "unknown-key" if kind == "wrong_kid" else key.kid
    wrong = CHANGES[kind](claims, issuer.platform.clock())
    return signed(wrong, key.jwk, typ=str(header["typ"]), kid=kid)

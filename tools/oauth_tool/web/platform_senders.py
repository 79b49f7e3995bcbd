"""Who sends a request, as far as it says so itself: for faults that strike some requests only."""

import json
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from aiohttp import web

from oauth_tool.oauth.tokens import digest_of
from oauth_tool.platform.faults import Fault
from oauth_tool.platform.platform import Platform
from oauth_tool.platform.rfc.jose import UnreadableToken, unverified
from oauth_tool.web.browsers import NO_FORM


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """The client that a request names, and the authorization code that it redeems."""

    client_id: str | None
    code: str | None = field(repr=False)

    def is_struck_by(self, fault: Fault) -> bool:
        """Say whether a fault means this client and this code."""
        return fault.client_id in {None, self.client_id} and fault.code in {None, self.code}


async def sender_of(platform: Platform, request: web.Request) -> Sender:
    """Return who sends a request. Nothing of it is verified."""
    body = await _fields(request)
    code = body.get("code")
    client_id = await _client_id(platform, request) or body.get("client_id") or _signer(body)
    return Sender(
        client_id=client_id if isinstance(client_id, str) else None,
        code=code if isinstance(code, str) else None,
    )


async def _client_id(platform: Platform, request: web.Request) -> str | None:
    scheme, _, credential = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() in {"bearer", "dpop"}:
        found = await platform.store.access_token(digest_of(credential.strip()))
        client = await platform.store.client_at(found.client_row) if found else None
        return client.client_id if client else None
    if scheme.lower() == "basic":
        return _named_by_basic(credential)
    return request.query.get("client_id")


def _named_by_basic(credential: str) -> str | None:
    try:
        named, _, _ = b64decode(credential, validate=True).decode().partition(":")
    except (Error, ValueError):
        return None
    return unquote_plus(named)


def _signer(body: Mapping[str, object]) -> object:
    assertion = body.get("client_assertion")
    if not isinstance(assertion, str):
        return None
    try:
        _, claims = unverified(assertion)
    except UnreadableToken:
        return None
    return claims.get("sub")


async def _fields(request: web.Request) -> Mapping[str, object]:
    if request.content_type.startswith("multipart/"):
        return {}
    try:
        if request.content_type == "application/x-www-form-urlencoded":
            return dict(await request.post())
        body = json.loads(await request.text())
    except (*NO_FORM, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}

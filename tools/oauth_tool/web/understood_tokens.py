"""What the page says of each token: its claims, its checks, its scopes as everybody names them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oauth_tool.client.answers import Document
from oauth_tool.client.masking import Mask
from oauth_tool.client.session import HeldToken
from oauth_tool.client.understanding.checks import Check, Evidence, checks_of, objection_to
from oauth_tool.client.understanding.signature import signature_of
from oauth_tool.client.understanding.web_token import web_token_in
from oauth_tool.client.walk import Walk

IDENTITY = "id_token"
NOT_CHECKED: Mapping[str, frozenset[str]] = {
    # Nobody introspects ID tokens or compares their scopes (OpenID Connect Core 3.1.3.7).
    IDENTITY: frozenset({"introspection", "scope", "revoked"}),
    "refresh_token": frozenset({"scope"}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class UnderstoodToken:
    """What is known of a token.

    Attributes:
        header: Its header as JSON, without secrets; empty if it is opaque.
        claims: Its claims, the same.
        checks: What a receiver checks.
        objection: Why it would be rejected, in a sentence.
        scopes: Who says that it has which scopes.
    """

    header: str
    claims: str
    checks: Sequence[Check]
    objection: str
    scopes: Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What tokens are looked at with: the walk, its mask, the moment, and the server's keys."""

    walk: Walk
    mask: Mask
    now: datetime
    jwks: Document | None = None


def understood(held: HeldToken, sight: Sight) -> UnderstoodToken:
    """Return what is known of a token that the session holds."""
    text = held.secret.reveal()
    token = web_token_in(text)
    evidence = _evidence(held, sight)
    if token is not None:
        signature = signature_of(text, token, sight.jwks)
        evidence = replace(evidence, claims=token.claims, signature=signature)
    ignored = NOT_CHECKED.get(held.kind, frozenset())
    checks = [check for check in checks_of(evidence) if check.name not in ignored]
    return UnderstoodToken(
        header=_shown(token.header, sight.mask) if token else "",
        claims=_shown(token.claims, sight.mask) if token else "",
        checks=checks,
        objection=objection_to(checks),
        scopes=_scopes(evidence) if held.kind == "access_token" else {},
    )


def _evidence(held: HeldToken, sight: Sight) -> Evidence:
    session, is_access = sight.walk.session, held.kind == "access_token"
    return Evidence(
        now=sight.now,
        issuer=sight.walk.server.issuer,
        audience=sight.walk.app.client_id if held.kind == IDENTITY else session.resource or None,
        ends_at=held.ends_at,
        is_revoked=held.kind in session.revoked,
        verdict=session.verdict_of(held.kind),
        asked_scopes=session.asked_scopes if is_access else (),
        granted_scopes=session.tokens.scopes if session.tokens and is_access else (),
    )


def _scopes(evidence: Evidence) -> Mapping[str, Sequence[str]]:
    claimed = (evidence.claims or {}).get("scope")
    said = {
        "asked for": evidence.asked_scopes,
        "granted": evidence.granted_scopes,
        "in the token": claimed.split() if isinstance(claimed, str) else (),
        "by introspection": evidence.verdict.scopes if evidence.verdict else (),
    }
    return {who: scopes for who, scopes in said.items() if scopes}


def _shown(members: Mapping[str, object], mask: Mask) -> str:
    return mask.body(json.dumps(members).encode(), (("Content-Type", "application/json"),))

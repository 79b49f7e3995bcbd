"""Exchange a token for another one, for less or for elsewhere (RFC 8693)."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.parameters import Parameters
from oauth_tool.oauth.protocol_errors import (
    InvalidRequest,
    InvalidScope,
    InvalidTarget,
    UnauthorizedClient,
)
from oauth_tool.oauth.scopes import each_once
from oauth_tool.oauth.terms import Terms
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.issuing import Issued, new_tokens
from oauth_tool.platform.rfc.lookup import Found, Kind, live_token
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.requested_scopes import require_allowed, require_among, scopes_in
from oauth_tool.platform.rfc.resource_indicators import LONGEST, resources_in
from oauth_tool.storage.terms import add_tokens

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a type's name


async def issue(issuer: Issuer, client: Client, message: Message) -> Issued:
    """Return an access token that stands for the same subject, perhaps with an actor.

    It ends with the subject token at the latest, and is revoked with its grant.

    Raises:
        UnauthorizedClient: It is a public client: anybody can pretend to be it.
        InvalidRequest: A token is missing, dead, or of another type (RFC 8693 2.2.2).
        InvalidScope: It asks for more than the subject token allows.
        InvalidTarget: It asks for a place that no token can be for.
    """
    if client.is_public:
        raise UnauthorizedClient("a public client cannot exchange tokens")
    given = message.parameters
    if given.one("requested_token_type") not in {"", ACCESS_TOKEN}:
        raise InvalidRequest("only access tokens are given in exchange")
    subject = await _token(issuer, given, "subject_token")
    actor = await _actor(issuer, given)
    award = Award(
        client=client,
        user_id=subject.token.user_id,
        scopes=_scopes(issuer, client, subject, given.one("scope")),
        family_id=subject.token.family_id,
        terms=_terms(issuer, subject, actor, message),
        ends_by=subject.token.expires_at,
    )
    tokens = await new_tokens(issuer, award, issuer.platform.clock())
    await add_tokens(issuer.platform.store, tokens.stored)
    return replace(tokens, id_token=None, more={"issued_token_type": ACCESS_TOKEN})


async def _token(issuer: Issuer, given: Parameters, name: str) -> Found:
    if given.required(f"{name}_type") != ACCESS_TOKEN:
        raise InvalidRequest(f"{name}_type must be {ACCESS_TOKEN}")
    found = await live_token(issuer, given.required(name), (Kind.ACCESS,))
    if found is None:
        raise InvalidRequest(f"{name} is unknown, revoked or expired")
    return found


async def _actor(issuer: Issuer, given: Parameters) -> Found | None:
    if given.one("actor_token") or given.one("actor_token_type"):
        return await _token(issuer, given, "actor_token")
    return None


def _scopes(issuer: Issuer, client: Client, subject: Found, asked: str) -> tuple[str, ...]:
    if asked:
        scopes = scopes_in(asked)
        require_among(scopes, subject.token.scopes)
        require_allowed(issuer, client, scopes)
        return scopes
    scopes = tuple(scope for scope in subject.token.scopes if scope in client.scopes)
    if not scopes:
        raise InvalidScope("the client may have none of the scopes of the subject token")
    return scopes


def _terms(issuer: Issuer, subject: Found, actor: Found | None, message: Message) -> Terms:
    given = message.parameters
    asked = each_once([*resources_in(given), *_audiences(given)])
    return Terms(
        issuer=issuer.name,
        subject=subject.terms.subject,
        # Who names no place gets a token for those of the subject token, not for all.
        audience=asked or subject.terms.audience,
        signed_in_at=subject.terms.signed_in_at,
        key=message.key,
        actor=_act(subject, actor),
    )


def _act(subject: Found, actor: Found | None) -> Mapping[str, object] | None:
    """Return who acts, and for whom that one acted (RFC 8693 4.1)."""
    if actor is None:
        return subject.terms.actor
    before = subject.terms.actor
    now = {"sub": actor.terms.subject, "client_id": actor.client.client_id}
    return {**now, "act": before} if before else now


def _audiences(given: Parameters) -> Collection[str]:
    audiences = given.every("audience")
    if not all(len(name) <= LONGEST and name.isprintable() for name in audiences):
        raise InvalidTarget("audience must be a short printable name")
    return audiences

"""Redeem an authorization code, once (OAuth 2.1 4.1.3, RFC 7636 4.6)."""

from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.parameters import Parameters
from oauth_tool.oauth.pkce import proves
from oauth_tool.oauth.protocol_errors import InvalidGrant
from oauth_tool.oauth.tokens import AuthorizationCode, digest_of
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.dpop.binding import renewable_with_key, require_key
from oauth_tool.platform.rfc.grants.own import own
from oauth_tool.platform.rfc.grants.renewing import renewable_scopes
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.issuing import Issued, new_tokens
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.resource_indicators import narrowed
from oauth_tool.storage.terms import redeem_code


async def issue(issuer: Issuer, client: Client, message: Message) -> Issued:
    """Return tokens for a code. A failed attempt leaves the code as it was.

    Raises:
        InvalidRequest: A parameter is missing.
        InvalidTarget: It asks for a resource that was not granted.
        InvalidGrant: The code is not good. If it was used before, every token that came from it
            is revoked (RFC 6749 4.1.2).
    """
    now = issuer.platform.clock()
    found = await issuer.platform.store.code(digest_of(message.parameters.required("code")))
    code, terms = await own(issuer, client, found, "code")
    if code.used_at is not None:
        await _refuse_replay(issuer, code, now)
    _check_binding(code, message.parameters, now)
    require_key(terms.key, message)
    award = Award(
        client=client,
        user_id=code.user_id,
        scopes=code.scopes,
        family_id=code.id,
        terms=replace(
            terms, audience=narrowed(terms.audience, message.parameters), key=message.key
        ),
        renewable=renewable_scopes(client, code.scopes),
        # OpenID Connect Core 12.2: what a refresh brings answers no request, so it has no nonce.
        renewable_terms=renewable_with_key(replace(terms, nonce=None), client, message),
    )
    tokens = await new_tokens(issuer, award, now)
    if not await redeem_code(issuer.platform.store, code, tokens.stored, now):
        await _refuse_replay(issuer, code, now)
    return tokens


def _check_binding(code: AuthorizationCode, given: Parameters, now: datetime) -> None:
    if now >= code.expires_at:
        raise InvalidGrant("the code has expired")
    # OAuth 2.1 10.2: clients need not send it any more; what they send has to be right.
    if given.one("redirect_uri") not in {"", code.redirect_uri}:
        raise InvalidGrant("redirect_uri is not the one of the authorization request")
    if not proves(given.required("code_verifier"), code.code_challenge or ""):
        raise InvalidGrant("code_verifier does not fit the code_challenge of the request")


async def _refuse_replay(issuer: Issuer, code: AuthorizationCode, now: datetime) -> NoReturn:
    await issuer.platform.store.revoke_family(code.id, now)
    raise InvalidGrant("the code was used before; every token that came from it is revoked")

"""Exchange a refresh token for new tokens; the old one is worth nothing then (OAuth 2.1 4.3)."""

from dataclasses import replace
from typing import NoReturn

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidGrant
from oauth_tool.oauth.tokens import Token, digest_of
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.dpop.binding import require_key
from oauth_tool.platform.rfc.grants.own import own
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.issuing import Issued, new_tokens
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.requested_scopes import require_among, scopes_in
from oauth_tool.platform.rfc.resource_indicators import narrowed
from oauth_tool.storage.terms import rotate


async def issue(issuer: Issuer, client: Client, message: Message) -> Issued:
    """Return tokens for a refresh token, and revoke it. The access token may be for less.

    Raises:
        InvalidRequest: A parameter is missing.
        InvalidScope: It asks for more than what was granted.
        InvalidTarget: It asks for a resource that was not granted.
        InvalidGrant: The token is not good. If its own client uses it a second time, every token
            of its family is revoked (RFC 9700 4.14.2).
    """
    now = issuer.platform.clock()
    text = message.parameters.required("refresh_token")
    found = await issuer.platform.store.refresh_token(digest_of(text))
    token, terms = await own(issuer, client, found, "refresh token")
    if token.revoked_at is not None:
        await _refuse_reuse(issuer, token)
    if now >= token.expires_at:
        raise InvalidGrant("the refresh token has expired")
    require_key(terms.key, message)
    award = Award(
        client=client,
        user_id=token.user_id,
        scopes=_scopes(token, message.parameters.one("scope")),
        family_id=token.family_id,
        terms=replace(
            terms, audience=narrowed(terms.audience, message.parameters), key=message.key
        ),
        renewable=token.scopes,
        renewable_terms=terms,
    )
    tokens = await new_tokens(issuer, award, now)
    if not await rotate(issuer.platform.store, token, tokens.stored, now):
        await _refuse_reuse(issuer, token)
    return tokens


def _scopes(token: Token, asked: str) -> tuple[str, ...]:
    if not asked:
        return token.scopes
    scopes = scopes_in(asked)
    require_among(scopes, token.scopes)
    return scopes


async def _refuse_reuse(issuer: Issuer, token: Token) -> NoReturn:
    if token.family_id is not None:
        await issuer.platform.store.revoke_family(token.family_id, issuer.platform.clock())
    raise InvalidGrant("the refresh token was used before; every token of its family is revoked")

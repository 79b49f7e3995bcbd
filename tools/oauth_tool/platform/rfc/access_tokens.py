"""What access tokens look like: nothing to read, or a JSON Web Token (RFC 9068)."""

from collections.abc import Awaitable, Callable, Mapping

from oauth_tool.oauth.terms import Terms
from oauth_tool.oauth.tokens import Token, new_token
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.protected_resource import resource_url
from oauth_tool.platform.rfc.signing_keys import sign


async def _opaque(issuer: Issuer, _: Award, __: Token) -> str:
    platform = issuer.platform
    return new_token(platform.profile.credentials.access_token_prefix, platform.random)


async def _jwt(issuer: Issuer, award: Award, row: Token) -> str:
    audience = award.terms.audience or (resource_url(issuer),)
    claims = {
        "iss": issuer.url,
        "exp": int(row.expires_at.timestamp()),
        "aud": audience[0] if len(audience) == 1 else list(audience),
        "sub": award.terms.subject,
        "client_id": award.client.client_id,
        "iat": int(row.created_at.timestamp()),
        "jti": row.id,
        "scope": " ".join(row.scopes),
        "auth_time": award.terms.signed_in_at,
        "act": award.terms.actor,
        "cnf": confirmation(award.terms),
    }
    return await sign(issuer, claims, typ="at+jwt")


def token_type(terms: Terms) -> str:
    """Return how an access token is to be presented (RFC 6749 7.1, RFC 9449 5)."""
    return "DPoP" if terms.key else "Bearer"


def confirmation(terms: Terms) -> Mapping[str, str] | None:
    """Return the claim ``cnf`` of a token that is bound to a key (RFC 9449 6.1), or None."""
    return {"jkt": terms.key} if terms.key else None


# Whatever they look like, a digest of each is kept: so each can be revoked and asked about.
FORMATS: Mapping[str, Callable[[Issuer, Award, Token], Awaitable[str]]] = {
    "opaque": _opaque,
    "jwt": _jwt,
}

"""Protected resources: whom does an access token stand for, and may it do this? (RFC 6750)."""

from collections.abc import Collection

from oauth_tool.oauth.protocol_errors import (
    InsufficientScope,
    InvalidDpopProof,
    InvalidRequest,
    InvalidToken,
)
from oauth_tool.oauth.scopes import not_among
from oauth_tool.platform.rfc.dpop.proof import proven_key
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.lookup import Found, Kind, live_token
from oauth_tool.platform.rfc.message import Message

BEARER, DPOP = "bearer", "dpop"


class MissingToken(InvalidToken):
    """The request has no access token at all: its refusal names no error (RFC 6750 3.1)."""


class MissingBearer(MissingToken):
    """The same, where nothing else than a bearer token will do."""


async def access_with(
    issuer: Issuer, message: Message, needed: Collection[str], resource: str
) -> Found:
    """Return the live access token of a request, which allows all that is needed.

    Args:
        issuer: Whose token it must be.
        message: The request.
        needed: The scopes that it must have.
        resource: The resource that is asked for; a token for others only is none.

    Raises:
        MissingToken: There is none.
        InvalidRequest: It stands in the query (OAuth 2.1 5.1).
        InvalidToken: It is unknown, revoked, expired, for another resource, or its client is
            disabled.
        InvalidDpopProof: It is bound to a key that the request does not prove.
        InsufficientScope: It allows less.
    """
    scheme, text = credentials_in(message)
    found = await live_token(issuer, text, (Kind.ACCESS,))
    if found is None:
        raise InvalidToken("the access token is unknown, revoked or expired")
    await _require_proven(issuer, message, found, text, scheme)
    if resource not in (found.terms.audience or (resource,)):
        raise InvalidToken("the access token is for another resource")
    missing = not_among(needed, found.token.scopes)
    if missing:
        lacking = f"the access token lacks the scope {', '.join(missing)}"
        raise InsufficientScope(lacking, tuple(needed))
    return found


def bearer_token(message: Message) -> str:
    """Return the token that a request carries as its bearer (RFC 6750 2.1).

    Raises:
        MissingBearer: There is none.
        InvalidRequest: It stands in the query.
    """
    try:
        scheme, token = credentials_in(message)
    except MissingToken as error:
        raise MissingBearer(error.description) from error
    if scheme != BEARER:
        raise MissingBearer("there is no bearer token")
    return token


def credentials_in(message: Message) -> tuple[str, str]:
    """Return the scheme, in small letters, and the access token that a request carries.

    Raises:
        MissingToken: There is none.
        InvalidRequest: It stands in the query.
    """
    if message.parameters.one("access_token"):
        raise InvalidRequest("an access token belongs into the Authorization header")
    scheme, _, token = message.headers.get("Authorization", "").partition(" ")
    if scheme.lower() not in {BEARER, DPOP} or not token.strip():
        raise MissingToken("there is no access token")
    return scheme.lower(), token.strip()


async def _require_proven(
    issuer: Issuer, message: Message, found: Found, text: str, scheme: str
) -> None:
    """Check that a token which is bound to a key comes with a proof of it (RFC 9449 7)."""
    bound = found.terms.key
    if (scheme == DPOP) != (bound is not None):
        wanted = "DPoP" if bound else "Bearer"
        raise InvalidToken(f"this access token goes with the scheme {wanted}")
    if bound is not None and await proven_key(issuer, message, text) != bound:
        raise InvalidDpopProof("the request does not prove the key of its token", at_resource=True)

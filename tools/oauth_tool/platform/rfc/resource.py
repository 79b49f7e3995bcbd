"""Protected resources: whom does an access token stand for, and may it do this? (RFC 6750)."""

from collections.abc import Collection

from oauth_tool.oauth.protocol_errors import InsufficientScope, InvalidRequest, InvalidToken
from oauth_tool.oauth.scopes import not_among
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.lookup import Found, Kind, live_token
from oauth_tool.platform.rfc.message import Message

SCHEME = "bearer"


class MissingToken(InvalidToken):
    """The request has no access token at all: its refusal names no error (RFC 6750 3.1)."""


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
        InsufficientScope: It allows less.
    """
    found = await live_token(issuer, bearer_token(message), (Kind.ACCESS,))
    if found is None:
        raise InvalidToken("the access token is unknown, revoked or expired")
    if resource not in (found.terms.audience or (resource,)):
        raise InvalidToken("the access token is for another resource")
    missing = not_among(needed, found.token.scopes)
    if missing:
        raise InsufficientScope(f"the access token lacks the scope {', '.join(missing)}")
    return found


def bearer_token(message: Message) -> str:
    """Return the token that a request carries (RFC 6750 2.1).

    Raises:
        MissingToken: There is none.
        InvalidRequest: It stands in the query.
    """
    if message.parameters.one("access_token"):
        raise InvalidRequest("an access token belongs into the Authorization header")
    scheme, _, token = message.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not token.strip():
        raise MissingToken("there is no access token")
    return token.strip()

"""What the platform says of a user, scope by scope (OpenID Connect Core 5.3 and 5.4)."""

from collections.abc import Callable, Mapping

from oauth_tool.oauth.protocol_errors import InvalidToken
from oauth_tool.oauth.users import User
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.resource import access_with

Claims = Mapping[str, object]


def _profile(user: User) -> Claims:
    return {
        "name": user.name,
        "zoneinfo": user.timezone,
        "updated_at": int(user.updated_at.timestamp()),
    }


def _email(user: User) -> Claims:
    # Nobody sends a message to find out whether an address is its user's.
    return {"email": user.email, "email_verified": False}


CLAIMS: Mapping[str, Callable[[User], Claims]] = {"profile": _profile, "email": _email}


async def claims_for(issuer: Issuer, message: Message) -> Claims:
    """Return what the access token of a request allows to know of its user.

    Raises:
        InvalidToken: There is no good token, or no such user any more.
        InsufficientScope: The token is not for this.
    """
    scope = issuer.platform.profile.resource_scope
    found = await access_with(issuer, message, [scope], issuer.url)
    user = await issuer.platform.store.user(found.token.user_id)
    if user is None:
        raise InvalidToken("the user of the access token is not there any more")
    told: dict[str, object] = {"sub": found.terms.subject}
    for name, claims in CLAIMS.items():
        told |= claims(user) if name in found.token.scopes else {}
    return {name: value for name, value in told.items() if value is not None}

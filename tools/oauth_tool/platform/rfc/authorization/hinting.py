"""Whom a request is about: its answer is about nobody else (OpenID Connect Core 3.1.2.2)."""

from oauth_tool.oauth.protocol_errors import InvalidRequest, ProtocolError
from oauth_tool.platform.rfc.authorization.asking import Asked
from oauth_tool.platform.rfc.jose import UnreadableToken, verified
from oauth_tool.platform.rfc.signing_keys import published_keys

HINT = "id_token_hint"


async def wrong_hint(asked: Asked) -> ProtocolError | None:
    """Return what is wrong with the ID token that names the user, or None.

    It may have expired. Its signature has to be one of the keys that are published now.
    """
    try:
        await _hinted_subject(asked)
    except UnreadableToken:
        return InvalidRequest(f"{HINT} is no ID token that this issuer has signed")
    return None


async def is_about(asked: Asked, user_id: str) -> bool:
    """Say whether a request, whose hint is not wrong, may be answered for a user."""
    return await _hinted_subject(asked) in {None, user_id}


async def _hinted_subject(asked: Asked) -> str | None:
    hint = asked.parameters.one(HINT)
    if not hint:
        return None
    claims = verified(hint, await published_keys(asked.issuer))
    if claims.get("iss") != asked.issuer.url:
        raise UnreadableToken
    return str(claims.get("sub"))

"""The key that a code is bound to is named by its thumbprint (RFC 9449 10)."""

from oauth_tool.oauth.pkce import is_challenge
from oauth_tool.oauth.protocol_errors import InvalidRequest
from oauth_tool.platform.rfc.authorization.asking import Asked


def check(asked: Asked) -> None:
    """Refuse a ``dpop_jkt`` that is not the base64url of a SHA-256, as S256 challenges are."""
    thumbprint = asked.parameters.one("dpop_jkt")
    if thumbprint and not is_challenge(thumbprint):
        raise InvalidRequest("dpop_jkt is not the base64url of a SHA-256")

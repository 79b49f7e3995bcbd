"""Every request carries an S256 challenge (OAuth 2.1 4.1.1, RFC 9700 2.1.1)."""

from oauth_tool.oauth.pkce import is_challenge
from oauth_tool.oauth.protocol_errors import InvalidRequest
from oauth_tool.platform.rfc.authorization.asking import Asked


def check(asked: Asked) -> None:
    """Refuse a missing challenge, and ``plain``, which is what a missing method means."""
    challenge = asked.parameters.required("code_challenge")
    if asked.parameters.one("code_challenge_method") != "S256":
        raise InvalidRequest("code_challenge_method must be S256")
    if not is_challenge(challenge):
        raise InvalidRequest("code_challenge is not the base64url of a SHA-256")

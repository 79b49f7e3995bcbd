"""The answer is a code, in the query of the redirect URI: no token ever is (OAuth 2.1 10.1)."""

from oauth_tool.oauth.protocol_errors import InvalidRequest, UnsupportedResponseType
from oauth_tool.platform.rfc.authorization.asking import Asked


def check(asked: Asked) -> None:
    """Refuse every other response type and mode."""
    if asked.parameters.required("response_type") != "code":
        raise UnsupportedResponseType("only the response_type code is supported")
    if asked.parameters.one("response_mode") not in {"", "query"}:
        raise InvalidRequest("only the response_mode query is supported")

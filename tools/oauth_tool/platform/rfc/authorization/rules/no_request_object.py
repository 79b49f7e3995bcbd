"""Parameters stand in the query, not in a JSON Web Token (OpenID Connect Core 6)."""

from oauth_tool.oauth.protocol_errors import RequestNotSupported, RequestUriNotSupported
from oauth_tool.platform.rfc.authorization.asking import Asked


def check(asked: Asked) -> None:
    """Refuse a request object, by value or by reference, rather than overlook it."""
    if asked.parameters.one("request"):
        raise RequestNotSupported("request objects are not supported")
    if asked.parameters.one("request_uri"):
        raise RequestUriNotSupported("this request_uri is not supported")

"""Which places a client wants a token for (RFC 8707)."""

from urllib.parse import urlsplit

from oauth_tool.oauth.parameters import Parameters
from oauth_tool.oauth.protocol_errors import InvalidTarget
from oauth_tool.oauth.scopes import each_once, not_among

LONGEST, MOST = 2048, 10


def resources_in(given: Parameters) -> tuple[str, ...]:
    """Return the resources that a request names, each once.

    The platform does not know the resource servers that trust it, so every absolute URI will do:
    the token is good at that place alone.

    Raises:
        InvalidTarget: One is no absolute URI, or has a fragment.
    """
    resources = each_once(given.every("resource"))
    if len(resources) > MOST:
        raise InvalidTarget(f"a token is for {MOST} resources at most")
    for uri in resources:
        if not _is_absolute(uri):
            raise InvalidTarget("resource must be an absolute URI without a fragment")
    return resources


def narrowed(granted: tuple[str, ...], given: Parameters) -> tuple[str, ...]:
    """Return the resources of an access token: those that are asked for, else all of the grant.

    Raises:
        InvalidTarget: One is malformed, or was not part of the grant.
    """
    asked = resources_in(given)
    if granted and not_among(asked, granted):
        raise InvalidTarget("the grant is not for that resource")
    return asked or granted


def _is_absolute(uri: str) -> bool:
    if len(uri) > LONGEST or not uri.isascii() or not uri.isprintable() or " " in uri:
        return False
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and "#" not in uri

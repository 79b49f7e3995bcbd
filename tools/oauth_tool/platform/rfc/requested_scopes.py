"""Which scopes a request asks for, and whether the client may have them (RFC 6749 3.3)."""

import re
from collections.abc import Collection

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidScope
from oauth_tool.oauth.scopes import each_once, not_among
from oauth_tool.platform.rfc.issuer import Issuer

_SCOPE = re.compile(r"[!#-\[\]-~]+( [!#-\[\]-~]+)*")
# Scopes of OpenID Connect Core 5.4 and 11: they are about a user, so without one they mean nothing.
ABOUT_USERS = frozenset({"openid", "profile", "email", "address", "phone", "offline_access"})


def scopes_in(text: str) -> tuple[str, ...]:
    """Return the scopes that a parameter spells, each once.

    Raises:
        InvalidScope: It spells none.
    """
    if not text:
        raise InvalidScope("name at least one scope: there is no default")
    if not _SCOPE.fullmatch(text):
        raise InvalidScope(
            "scopes are separated by one space, without quotes or control characters"
        )
    return each_once(text.split(" "))


def require_allowed(issuer: Issuer, client: Client, scopes: Collection[str]) -> None:
    """Check that the platform has these scopes, and the client may have them.

    Raises:
        InvalidScope: It names those that are refused.
    """
    unknown = not_among(scopes, issuer.platform.profile.scopes)
    if unknown:
        raise InvalidScope(f"there is no scope {_named(unknown)}")
    refused = not_among(scopes, client.scopes)
    if refused:
        raise InvalidScope(f"the client is not registered for the scope {_named(refused)}")


def require_among(scopes: Collection[str], granted: Collection[str]) -> None:
    """Check that a request asks for no more than what was granted (RFC 6749 6).

    Raises:
        InvalidScope: It asks for more.
    """
    more = not_among(scopes, granted)
    if more:
        raise InvalidScope(f"this was not granted: {_named(more)}")


def _named(scopes: Collection[str]) -> str:
    return ", ".join(scopes)[:200]

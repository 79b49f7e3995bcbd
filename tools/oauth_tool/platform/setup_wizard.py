"""An app asks a user to connect services, and hears how that went."""

import binascii
import json
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

from oauth_tool.oauth.redirect_uris import with_parameters

MOST = 50
LONGEST = 100


class UnreadableProviders(ValueError):
    """The list of services is not what an app may send."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Needed:
    """A service that the app needs, and what it wants to do there."""

    provider: str
    scopes: tuple[str, ...]


def read_providers(text: str) -> Sequence[Needed]:
    """Return the services in a parameter: standard base64 of ``[{"provider", "scopes"?}]``.

    Raises:
        UnreadableProviders: It is something else, or names none.
    """
    try:
        listed = json.loads(b64decode(text, validate=True))
        needed = [_needed(one) for one in listed[:MOST]]
    except (
        binascii.Error,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableProviders("no list of services") from error
    if not needed:
        raise UnreadableProviders("no service")
    return needed


def success(redirect_uri: str, state: str) -> str:
    """Return the URI that tells the app that the services are connected."""
    return with_parameters(redirect_uri, [("success", "true"), ("state", state)])


def cancellation(redirect_uri: str, state: str) -> str:
    """Return the URI that tells the app that the user did not want to."""
    return with_parameters(
        redirect_uri,
        [
            ("error", "user_cancelled"),
            ("error_description", "User cancelled the integration setup"),
            ("state", state),
        ],
    )


def _needed(one: object) -> Needed:
    if not isinstance(one, dict):
        raise UnreadableProviders("a service is an object")
    scopes = one.get("scopes") or []
    if not isinstance(scopes, list):
        raise UnreadableProviders("the scopes are a list")
    return Needed(
        provider=_text(one.get("provider")), scopes=tuple(_text(scope) for scope in scopes[:MOST])
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value or not value.isprintable() or len(value) > LONGEST:
        raise UnreadableProviders("a name is a short text")
    return value

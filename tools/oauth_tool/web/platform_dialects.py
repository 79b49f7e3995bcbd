"""Which endpoints and pages a platform has: one entry for each ``wire`` of a profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.profiles.profile import Profile
from oauth_tool.web import platform_autogpt
from oauth_tool.web.platform_headers import frontend_origins
from oauth_tool.web.platform_struck import Effect
from oauth_tool.web.platform_words import Words
from oauth_tool.web.rfc import control as rfc_control
from oauth_tool.web.rfc import faults as rfc_faults
from oauth_tool.web.rfc import installing as rfc
from oauth_tool.web.rfc import words as rfc_words


def nowhere(_: Profile) -> frozenset[str]:
    """Return that no page of another origin may call the endpoints."""
    return frozenset()


def no_more(_: Platform, __: str) -> Mapping[str, Effect]:
    """Return no faults beside those that every wire knows."""
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """One way to speak HTTP.

    Attributes:
        install: Adds endpoints and pages to an application that is served at an origin.
        addresses: Returns what a developer looks for first, and where it is.
        words: How its endpoints say that something went wrong.
        frontends: The origins whose pages may call the endpoints of a profile's platform.
        effects: Returns the faults that it alone knows.
        control_routes: What can be steered in it alone, below ``/control``.
    """

    install: Callable[[web.Application, Platform, str], None]
    addresses: Callable[[Platform, str], Sequence[tuple[str, str]]]
    words: Words
    frontends: Callable[[Profile], frozenset[str]] = nowhere
    effects: Callable[[Platform, str], Mapping[str, Effect]] = no_more
    control_routes: Sequence[web.RouteDef] = ()


DIALECTS: Mapping[str, Dialect] = {
    "autogpt": Dialect(
        install=platform_autogpt.install,
        addresses=platform_autogpt.addresses,
        words=platform_autogpt.WORDS,
        frontends=frontend_origins,
    ),
    "rfc": Dialect(
        install=rfc.install,
        addresses=rfc.addresses,
        words=rfc_words.WORDS,
        effects=rfc_faults.effects,
        control_routes=rfc_control.CONTROL_ROUTES,
    ),
}

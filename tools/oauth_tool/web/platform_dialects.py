"""Which endpoints and pages a platform has: one entry for each ``wire`` of a profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.profiles.profile import Profile
from oauth_tool.web.platform_struck import Effect
from oauth_tool.web.platform_words import Words


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
        welcome: Returns what says whether a page of another origin may send a request.
        effects: Returns the faults that it alone knows.
        control_routes: What can be steered in it alone, below ``/control``.
    """

    install: Callable[[web.Application, Platform, str], None]
    addresses: Callable[[Platform, str], Sequence[tuple[str, str]]]
    words: Words
    welcome: Callable[[Platform, str], Callable[[web.Request], bool]]
    frontends: Callable[[Profile], frozenset[str]] = nowhere
    effects: Callable[[Platform, str], Mapping[str, Effect]] = no_more
    control_routes: Sequence[web.RouteDef] = ()


def dialect_of(profile: Profile) -> Dialect:
    """Return the dialect that a profile names. The others stay unimported."""
    return DIALECTS[profile.wire]()


def _autogpt() -> Dialect:
    from oauth_tool.web import platform_autogpt as autogpt  # noqa: PLC0415 - its wire alone
    from oauth_tool.web.platform_headers import frontend_origins  # noqa: PLC0415 - the same

    return Dialect(
        install=autogpt.install,
        addresses=autogpt.addresses,
        words=autogpt.WORDS,
        welcome=autogpt.welcome,
        frontends=frontend_origins,
    )


def _rfc() -> Dialect:
    from oauth_tool.web.rfc import control, faults, installing, words  # noqa: PLC0415 - the same

    return Dialect(
        install=installing.install,
        addresses=installing.addresses,
        words=words.WORDS,
        welcome=installing.welcome,
        effects=faults.effects,
        control_routes=control.CONTROL_ROUTES,
    )


DIALECTS: Mapping[str, Callable[[], Dialect]] = {"autogpt": _autogpt, "rfc": _rfc}

"""Which endpoints and pages a platform has: one entry for each ``wire`` of a profile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.web import platform_autogpt
from oauth_tool.web.platform_words import Words
from oauth_tool.web.rfc import installing as rfc
from oauth_tool.web.rfc import words as rfc_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """One way to speak HTTP.

    Attributes:
        install: Adds endpoints and pages to an application that is served at an origin.
        words: How its endpoints say that something went wrong.
    """

    install: Callable[[web.Application, Platform, str], None]
    words: Words


DIALECTS: Mapping[str, Dialect] = {
    "autogpt": Dialect(install=platform_autogpt.install, words=platform_autogpt.WORDS),
    "rfc": Dialect(install=rfc.install, words=rfc_words.WORDS),
}

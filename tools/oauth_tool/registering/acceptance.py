"""Which forms are accepted: the rules for what an app may be called, may do, and may lead to."""

import re
from collections.abc import Callable, Collection

from oauth_tool.oauth.redirect_uris import check_redirect_uri, is_private_use
from oauth_tool.oauth.scopes import not_among
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form
from tool_cli.errors import InvalidInput

MAX_NAME = 200
MAX_DESCRIPTION = 2000
# The characters that mean themselves in a URL, a shell and every SQL dialect.
_CLIENT_ID = re.compile(r"[A-Za-z0-9._~-]{1,100}")
# Grants that lead through a browser, and so need somewhere to come back to.
_REDIRECTING = frozenset({"authorization_code"})


def check(form: Form, profile: Profile, known_scopes: Collection[str]) -> None:
    """Accept a form or say what is wrong with it.

    Args:
        form: What was filled in.
        profile: The platform that the app is for.
        known_scopes: The scopes that the platform has.

    Raises:
        InvalidInput: The first thing that cannot be accepted.
    """
    for rule in _RULES:
        rule(form, profile)
    _check_known("scope", form.scopes, known_scopes)


def _name(form: Form, _: Profile) -> None:
    if not form.name.strip():
        raise InvalidInput("the app has no name", "give one with --name")
    _check_text("name", form.name, MAX_NAME)
    _check_text("description", form.description or "", MAX_DESCRIPTION)


def _client_id(form: Form, _: Profile) -> None:
    if form.client_id is not None and not _CLIENT_ID.fullmatch(form.client_id):
        raise InvalidInput(
            f"the client_id {form.client_id[:120]!r} cannot be used",
            "use up to 100 letters, digits, and . _ ~ -",
        )


def _redirect_uris(form: Form, profile: Profile) -> None:
    grants = form.grant_types or profile.default_grant_types
    if not form.redirect_uris and _REDIRECTING.intersection(grants):
        raise InvalidInput("the app has no redirect URI", "give one with --redirect-uri")
    for uri in form.redirect_uris:
        if is_private_use(uri):
            _check_private_use(uri, form, profile)
        else:
            check_redirect_uri(uri)


def _check_private_use(uri: str, form: Form, profile: Profile) -> None:
    if not profile.redirect_uris.private_use_schemes:
        raise InvalidInput(
            f"redirect URI {uri[:200]!r} has a scheme of the app's own, which the {profile.title}"
            " does not take",
            "use http on a loopback address, such as http://127.0.0.1/callback",
        )
    if not form.is_native:
        raise InvalidInput(
            f"redirect URI {uri[:200]!r} has a scheme that only an app on a device answers to",
            "say that it is one: --native, or 'native: true' in a file",
        )


def _scopes(form: Form, profile: Profile) -> None:
    if not form.scopes:
        raise InvalidInput("the app has no scope", f"known scopes: {', '.join(profile.scopes)}")


def _grant_types(form: Form, profile: Profile) -> None:
    _check_known("grant type", form.grant_types, profile.grant_types)


def _owner(form: Form, _: Profile) -> None:
    _check_text("owner id", form.owner_id, MAX_NAME)
    if not form.owner_id.strip():
        raise InvalidInput("the app has no owner", "give the id of a user with --owner-id")


def _logo(form: Form, _: Profile) -> None:
    if form.logo_url is not None:
        check_logo_url(form.logo_url)


_RULES: tuple[Callable[[Form, Profile], None], ...] = (
    _name,
    _client_id,
    _redirect_uris,
    _scopes,
    _grant_types,
    _owner,
    _logo,
)


def check_logo_url(url: str) -> None:
    """Accept the URL of a logo: what a browser may load it from, and nothing that runs.

    Raises:
        InvalidInput: It is no such URL.
    """
    try:
        check_redirect_uri(url)
    except InvalidInput as error:
        raise InvalidInput(
            error.message.replace("redirect URI", "logo URL"), "use the https URL of an image"
        ) from error


def _check_text(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidInput(f"the {what} is longer than {longest} characters", "shorten it")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidInput(
            f"the {what} holds a character that no database can store",
            "remove NUL characters and broken UTF-8",
        )


def _check_known(what: str, given: Collection[str], known: Collection[str]) -> None:
    for name in not_among(given, known):
        raise InvalidInput(f"unknown {what} {name[:100]!r}", f"known {what}s: {', '.join(known)}")

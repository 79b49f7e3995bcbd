"""From a document of a client to what it wants, or to what is wrong with it (RFC 7591 3.2.2)."""

from collections.abc import Collection, Sequence
from typing import Any

from oauth_tool.oauth.protocol_errors import InvalidClientMetadata, InvalidRedirectUri
from oauth_tool.oauth.redirect_uris import check_redirect_uri
from oauth_tool.oauth.scopes import each_once, not_among
from oauth_tool.platform.rfc.authentication.methods import METHODS
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.registration.members import KEPT, MOST_ITEMS, REFUSED, a_page, a_text
from oauth_tool.platform.rfc.registration.wanted import Document, Wanted
from oauth_tool.platform.rfc.token import grants_of
from tool_cli.errors import InvalidInput

UNNAMED = "App without a name"
CODE = "authorization_code"
SIGNED_WITH = "id_token_signed_response_alg"


def checked(issuer: Issuer, document: Document) -> Wanted:
    """Return what a document asks for, with the defaults of RFC 7591 2.

    Members that nobody here knows do not count.

    Raises:
        InvalidRedirectUri: An answer may not go there.
        InvalidClientMetadata: Another member cannot be accepted.
    """
    given = {name: value for name, value in document.items() if value is not None}
    for name, hint in REFUSED.items():
        if given.get(name, False) is not False:
            raise InvalidClientMetadata(f"{name} cannot be used: {hint}")
    algorithm = issuer.platform.profile.credentials.signing_algorithm
    _choice(given, SIGNED_WITH, algorithm, {algorithm})
    grants = _grant_types(issuer, given)
    is_native = _choice(given, "application_type", "web", {"web", "native"}) == "native"
    wanted = Wanted(
        name=_text(given, "client_name", UNNAMED),
        redirect_uris=_redirect_uris(issuer, given, is_native=is_native, needed=CODE in grants),
        grant_types=grants,
        scopes=_scopes(issuer, given),
        authentication=_choice(given, "token_endpoint_auth_method", "client_secret_basic", METHODS),
        is_native=is_native,
        logo_url=_logo(given),
        more=_kept(given),
    )
    _check_together(wanted, given)
    return wanted


def _grant_types(issuer: Issuer, given: Document) -> tuple[str, ...]:
    grants = _list(given, "grant_types", [CODE])
    for unknown in not_among(grants, grants_of(issuer.platform.profile)):
        raise InvalidClientMetadata(f"the grant type {unknown[:100]} is not known here")
    return grants


def _redirect_uris(
    issuer: Issuer, given: Document, *, is_native: bool, needed: bool
) -> tuple[str, ...]:
    uris = _list(given, "redirect_uris", [])
    if needed and not uris:
        raise InvalidRedirectUri("redirect_uris is missing: the grant authorization_code needs one")
    private_use = is_native and issuer.platform.profile.redirect_uris.private_use_schemes
    for uri in uris:
        try:
            check_redirect_uri(uri, private_use_schemes=private_use)
        except InvalidInput as error:
            raise InvalidRedirectUri(error.message) from error
    return uris


def _scopes(issuer: Issuer, given: Document) -> tuple[str, ...]:
    known = issuer.platform.profile.scopes
    scopes = each_once(_text(given, "scope", " ".join(known)).split(" "))
    for unknown in not_among(scopes, known):
        raise InvalidClientMetadata(f"there is no scope {unknown[:100]}")
    return scopes


def _logo(given: Document) -> str | None:
    url: str | None = given.get("logo_uri")
    if url is not None and (problem := a_page(url)):
        raise InvalidClientMetadata(f"logo_uri {problem}")
    return url


def _kept(given: Document) -> Document:
    for name, check in KEPT.items():
        if name in given and (problem := check(given[name])):
            raise InvalidClientMetadata(f"{name} {problem}")
    return {name: given[name] for name in KEPT if name in given}


def _check_together(wanted: Wanted, given: Document) -> None:
    """Check members that depend on one another (RFC 7591 2.1)."""
    codes = ["code"] if CODE in wanted.grant_types else []
    if list(_list(given, "response_types", codes)) != codes:
        raise InvalidClientMetadata("response_types and grant_types do not fit one another")
    if (wanted.authentication == "private_key_jwt") and "jwks" not in wanted.more:
        raise InvalidClientMetadata("private_key_jwt needs the public keys of the client in jwks")
    if wanted.is_public and "client_credentials" in wanted.grant_types:
        raise InvalidClientMetadata("a client that does not authenticate cannot act for itself")


def _text(given: Document, name: str, default: str) -> str:
    value = given.get(name, default)
    problem = a_text(value)
    if problem or not value.strip():
        raise InvalidClientMetadata(f"{name} {problem or 'is empty'}")
    return str(value)


def _choice(given: Document, name: str, default: str, choices: Collection[str]) -> str:
    value: Any = given.get(name, default)
    if not isinstance(value, str) or value not in choices:
        raise InvalidClientMetadata(f"{name} must be one of {', '.join(sorted(choices))}")
    return value


def _list(given: Document, name: str, default: Sequence[str]) -> tuple[str, ...]:
    value = given.get(name, default)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidClientMetadata(f"{name} must be an array of strings")
    if len(value) > MOST_ITEMS:
        raise InvalidClientMetadata(f"{name} has more than {MOST_ITEMS} items")
    return each_once(value)

"""The consent page: may this app have what it asks for?"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlsplit

from aiohttp import web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import ProtocolError
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.oauth.scopes import not_among, parse_scope
from oauth_tool.oauth.users import User
from oauth_tool.platform import authorization
from oauth_tool.platform.authorization import AuthorizationRequest, UntrustedRedirect
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.headers import allow_form_action
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_forms import form_page
from oauth_tool.web.platform_logos import logo_path
from oauth_tool.web.platform_sign_in import (
    BROWSERS,
    see_other,
    sign_in_first,
    signed_in,
    signed_in_sender,
)

AUTHORIZE = "/auth/authorize"
REQUIRED = ("client_id", "redirect_uri", "state", "code_challenge")
PARAMETERS = (*REQUIRED, "scope", "code_challenge_method", "response_type")


async def show_consent(request: web.Request) -> web.Response:
    """Ask the user whether the app may have what it asks for."""
    asked = _asked(request.query)
    client = await _client_of(request, asked)
    user = await signed_in(request)
    if user is None:
        return sign_in_first(request)
    refusal = _refusal(request, client, asked)
    if refusal:
        return see_other(refusal)
    unknown = not_among(asked.scopes, client.scopes)
    if unknown:
        return _scopes_page(request, client, asked, unknown)
    return _consent_page(request, client, asked, user)


async def decide(request: web.Request) -> web.Response:
    """Carry the user's decision to the app."""
    form = await request.app[BROWSERS].checked_form(request)
    asked = _asked({name: form.one(name) for name in PARAMETERS})
    client = await _client_of(request, asked)
    user = await signed_in_sender(request)
    if form.one("decision") != "allow":
        return see_other(authorization.denial_on_the_page(asked))
    refusal = _refusal(request, client, asked, every_scope=True)
    if refusal:
        return see_other(refusal)
    with _nobody_sent():
        return see_other(await authorization.approve(request.app[PLATFORM], client, asked, user.id))


CONSENT_PAGES = [
    web.get(AUTHORIZE, show_consent),
    web.post(AUTHORIZE, decide),
]


def _asked(given: Mapping[str, str]) -> AuthorizationRequest:
    missing = [name for name in REQUIRED if not given.get(name)]
    if missing:
        raise RefusedRequest(
            f"the app's request lacks {', '.join(missing)}",
            "this is a mistake in the app; go back to it",
            status=400,
        )
    return AuthorizationRequest(
        **{name: given[name] for name in REQUIRED},
        scopes=parse_scope(given.get("scope", "")),
        code_challenge_method=given.get("code_challenge_method") or "S256",
        response_type=given.get("response_type") or "code",
    )


async def _client_of(request: web.Request, asked: AuthorizationRequest) -> Client:
    with _nobody_sent():
        return await authorization.client_of(request.app[PLATFORM], asked)


@contextmanager
def _nobody_sent() -> Iterator[None]:
    try:
        yield
    except UntrustedRedirect as error:
        raise RefusedRequest(
            error.description, "nobody is sent to an address that is not the app's own", status=400
        ) from error


def _refusal(
    request: web.Request,
    client: Client,
    asked: AuthorizationRequest,
    *,
    every_scope: bool = False,
) -> str | None:
    # Scopes that the app may not have are told to the person, who goes back by a button.
    may_have = [scope for scope in asked.scopes if scope in client.scopes] or client.scopes[:1]
    scopes = asked.scopes if every_scope or not asked.scopes else tuple(may_have)
    checked = replace(asked, scopes=scopes)
    try:
        authorization.check(request.app[PLATFORM], client, checked)
    except ProtocolError as error:
        return authorization.refusal(asked, error)
    return None


def _scopes_page(
    request: web.Request, client: Client, asked: AuthorizationRequest, unknown: Sequence[str]
) -> web.Response:
    context = {
        "action": AUTHORIZE,
        "client": client,
        "scopes": unknown,
        "hidden": _hidden(request),
        "redirect_host": urlsplit(asked.redirect_uri).netloc,
    }
    response = form_page(request, "platform/scopes.html", context)
    allow_form_action(response, origin_of(asked.redirect_uri))
    return response


def _consent_page(
    request: web.Request, client: Client, asked: AuthorizationRequest, user: User
) -> web.Response:
    meanings = request.app[PLATFORM].profile.scopes
    context = {
        "action": AUTHORIZE,
        "client": client,
        "logo": logo_path(request, client),
        "user": user,
        "scopes": [(scope, meanings[scope]) for scope in asked.scopes],
        "hidden": _hidden(request),
        "redirect_host": urlsplit(asked.redirect_uri).netloc,
    }
    response = form_page(request, "platform/consent.html", context)
    allow_form_action(response, origin_of(asked.redirect_uri))
    return response


def _hidden(request: web.Request) -> Mapping[str, str]:
    return {name: request.query[name] for name in PARAMETERS if name in request.query}

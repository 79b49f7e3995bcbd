"""The platform's pages for people: sign in, consent."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from aiohttp import web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import ProtocolError
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.oauth.scopes import parse_scope
from oauth_tool.oauth.users import User
from oauth_tool.platform import authorization
from oauth_tool.platform.authorization import AuthorizationRequest, UntrustedRedirect
from oauth_tool.web.browsers import Browsers
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.headers import allow_form_action
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_sign_in import SignIns
from oauth_tool.web.rendering import page

BROWSERS = web.AppKey("PLATFORM_BROWSERS", Browsers)
SIGN_INS = web.AppKey("SIGN_INS", SignIns)

LOGIN = "/login"
AUTHORIZE = "/auth/authorize"
REQUIRED = ("client_id", "redirect_uri", "state", "code_challenge")
PARAMETERS = (*REQUIRED, "scope", "code_challenge_method", "response_type")


async def home(request: web.Request) -> web.Response:
    """Show what this platform is and where it answers."""
    platform = request.app[PLATFORM]
    base = f"{request.scheme}://{request.host}"
    paths = {
        "Authorization": platform.profile.endpoints.authorization.path,
        "Token": platform.profile.endpoints.token.path,
        "Introspection": platform.profile.endpoints.introspection.path,
        "Revocation": platform.profile.endpoints.revocation.path,
        "Protected resource": platform.profile.endpoints.resource.path,
    }
    return page(
        request,
        "platform/home.html",
        {"addresses": [(what, base + path) for what, path in paths.items()]},
    )


async def show_login(request: web.Request) -> web.Response:
    """Show the users that one can sign in as."""
    return await _login_page(request, request.query.get("next", "/"), error=None)


async def log_in(request: web.Request) -> web.Response:
    """Sign the browser in as the chosen user, and go on where it came from."""
    platform = request.app[PLATFORM]
    form = await request.app[BROWSERS].checked_form(request)
    user = await platform.store.user(form.one("user_id"))
    if user is None:
        return await _login_page(request, form.one("next"), error="There is no such user.")
    response = web.Response(status=303, headers={"Location": _local(form.one("next"))})
    request.app[SIGN_INS].sign_in(response, user.id, platform.clock())
    return response


async def show_consent(request: web.Request) -> web.Response:
    """Ask the user whether the app may have what it asks for."""
    asked = _asked(request.query)
    client = await _client_of(request, asked)
    refusal = _refusal(request, client, asked)
    if refusal:
        return _see_other(refusal)
    user = await _signed_in(request)
    if user is None:
        return _see_other(f"{LOGIN}?next={quote(request.raw_path, safe='')}")
    return _consent_page(request, client, asked, user)


async def decide(request: web.Request) -> web.Response:
    """Carry the user's decision to the app."""
    form = await request.app[BROWSERS].checked_form(request)
    asked = _asked({name: form.one(name) for name in PARAMETERS})
    client = await _client_of(request, asked)
    user = await _signed_in(request)
    if user is None:
        raise RefusedRequest("nobody is signed in any more", "start again at the app", status=403)
    refusal = _refusal(request, client, asked)
    if refusal:
        return _see_other(refusal)
    if form.one("decision") != "allow":
        return _see_other(authorization.denial(asked))
    return _see_other(await authorization.approve(request.app[PLATFORM], client, asked, user.id))


PAGES = [
    web.get("/", home),
    web.get(LOGIN, show_login),
    web.post(LOGIN, log_in),
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
    try:
        return await authorization.client_of(request.app[PLATFORM], asked)
    except UntrustedRedirect as error:
        raise RefusedRequest(
            error.description, "nobody is sent to an address that is not the app's own", status=400
        ) from error


def _refusal(request: web.Request, client: Client, asked: AuthorizationRequest) -> str | None:
    try:
        authorization.check(request.app[PLATFORM], client, asked)
    except ProtocolError as error:
        return authorization.refusal(asked, error)
    return None


async def _signed_in(request: web.Request) -> User | None:
    platform = request.app[PLATFORM]
    user_id = request.app[SIGN_INS].user_id(request, platform.clock())
    return await platform.store.user(user_id) if user_id else None


async def _login_page(request: web.Request, target: str, *, error: str | None) -> web.Response:
    context = {
        "action": LOGIN,
        "next": _local(target),
        "users": await request.app[PLATFORM].store.users(),
        "error": error,
    }
    return _form_page(request, "platform/login.html", context)


def _consent_page(
    request: web.Request, client: Client, asked: AuthorizationRequest, user: User
) -> web.Response:
    meanings = request.app[PLATFORM].profile.scopes
    context = {
        "action": AUTHORIZE,
        "client": client,
        "user": user,
        "scopes": [(scope, meanings[scope]) for scope in asked.scopes],
        "hidden": {name: request.query[name] for name in PARAMETERS if name in request.query},
        "redirect_host": urlsplit(asked.redirect_uri).netloc,
    }
    response = _form_page(request, "platform/consent.html", context)
    allow_form_action(response, origin_of(asked.redirect_uri))
    return response


def _form_page(request: web.Request, template: str, context: Mapping[str, object]) -> web.Response:
    browsers = request.app[BROWSERS]
    known = browsers.id_of(request)
    browser_id = known or browsers.new_id()
    token = browsers.csrf_token(browser_id)
    response = page(request, template, {**context, "csrf_token": token})
    if known is None:
        browsers.remember(response, browser_id)
    return response


def _local(target: str) -> str:
    # Browsers read "//host" and "/\host" as another site.
    is_local = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_local and target.isprintable() else "/"


def _see_other(location: str) -> web.Response:
    return web.Response(status=303, headers={"Location": location})

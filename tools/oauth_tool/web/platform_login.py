"""Sign in, or sign up, and go on where one came from."""

from collections.abc import Sequence

from aiohttp import web

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.users import User
from oauth_tool.platform.passwords import LONGEST, SHORTEST, SignUp, sign_up, signed_in_user
from oauth_tool.platform.platform import Platform
from oauth_tool.web.browsers import PostedForm
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_forms import form_page, local
from oauth_tool.web.platform_sign_in import BROWSERS, LOGIN, SIGN_INS, see_other
from tool_cli.errors import InvalidInput

SIGN_UP = "/signup"


async def show_login(request: web.Request) -> web.Response:
    """Show the users that one can sign in as, and the fields for those with a password."""
    return await _login_page(request, request.query.get("next", "/"), error=None)


async def log_in(request: web.Request) -> web.Response:
    """Sign the browser in, and go on where it came from."""
    platform = request.app[PLATFORM]
    form = await request.app[BROWSERS].checked_form(request)
    user = await (_chosen(platform, form) if form.one("user_id") else _known(platform, form))
    if user is None:
        error = (
            "There is no such user."
            if form.one("user_id")
            else "There is no user with this e-mail address and password."
        )
        return await _login_page(request, form.one("next"), error=error)
    return _signed_in(request, user, form)


async def show_sign_up(request: web.Request) -> web.Response:
    """Show the fields that a new user fills in."""
    return _sign_up_page(request, request.query.get("next", "/"), "", "", error=None)


async def add_user(request: web.Request) -> web.Response:
    """Make a new user, sign the browser in as it, and go on where it came from."""
    form = await request.app[BROWSERS].checked_form(request)
    email, name = form.one("email"), form.one("name")
    filled_in = SignUp(email=email, name=name, password=Secret(form.one("password")))
    try:
        user = await sign_up(request.app[PLATFORM], filled_in)
    except InvalidInput as error:
        why = f"{error.message[:1].upper()}{error.message[1:]}."
        return _sign_up_page(request, form.one("next"), email, name, error=why)
    return _signed_in(request, user, form)


LOGIN_PAGES = [
    web.get(LOGIN, show_login),
    web.post(LOGIN, log_in),
    web.get(SIGN_UP, show_sign_up),
    web.post(SIGN_UP, add_user),
]


async def _chosen(platform: Platform, form: PostedForm) -> User | None:
    chosen = form.one("user_id")
    user = await platform.store.user(chosen) if chosen.isprintable() else None
    return user if user and await _needs_no_password(platform, user) else None


async def _known(platform: Platform, form: PostedForm) -> User | None:
    return await signed_in_user(platform, form.one("email"), Secret(form.one("password")))


async def _needs_no_password(platform: Platform, user: User) -> bool:
    return await platform.store.password(user.id) is None


async def _choices(platform: Platform) -> Sequence[User]:
    users = await platform.store.users()
    return [user for user in users if await _needs_no_password(platform, user)]


def _signed_in(request: web.Request, user: User, form: PostedForm) -> web.Response:
    response = see_other(local(form.one("next")))
    request.app[SIGN_INS].sign_in(response, user.id, request.app[PLATFORM].clock())
    return response


async def _login_page(request: web.Request, target: str, *, error: str | None) -> web.Response:
    platform = request.app[PLATFORM]
    context = {
        "action": LOGIN,
        "next": local(target),
        "users": await _choices(platform),
        "sign_up": SIGN_UP if platform.store.keeps_passwords else None,
        "error": error,
    }
    return form_page(request, "platform/login.html", context)


def _sign_up_page(
    request: web.Request, target: str, email: str, name: str, *, error: str | None
) -> web.Response:
    context = {
        "action": SIGN_UP,
        "login": LOGIN,
        "next": local(target),
        "email": email,
        "name": name,
        "shortest": SHORTEST,
        "longest": LONGEST,
        "error": error,
    }
    return form_page(request, "platform/sign_up.html", context)

"""The endpoint for devices, and the page at which their users decide."""

from datetime import datetime

from aiohttp import web

from oauth_tool.oauth.users import User
from oauth_tool.platform.rfc.device.guessing import give_back, taken_guess
from oauth_tool.platform.rfc.device.pending import Waiting, decide, waiting_request
from oauth_tool.platform.rfc.device.starting import start
from oauth_tool.platform.rfc.device.user_codes import normalized, spelled
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.platform_forms import form_page
from oauth_tool.web.platform_logos import logo_path
from oauth_tool.web.platform_sign_in import (
    BROWSERS,
    SIGN_INS,
    sign_in_first,
    signed_in,
    signed_in_sender,
)
from oauth_tool.web.rendering import page
from oauth_tool.web.rfc.messages import form_message

PATH = "/device_authorization"
PAGE = "/device"
FIELD = "user_code"
LONGEST_TYPED = 20


async def starting(issuer: Issuer, request: web.Request) -> web.Response:
    """Tell a device its codes."""
    message = await form_message(issuer, request)
    return web.json_response(await start(issuer, message, page=f"{issuer.url}{PAGE}"))


async def show(issuer: Issuer, request: web.Request) -> web.Response:
    """Ask for the code, and then whether the device may have what it asks for."""
    user = await signed_in(request)
    if user is None:
        return sign_in_first(request)
    typed = request.query.get(FIELD, "")[:LONGEST_TYPED]
    waiting = await _waiting(issuer, typed, user) if typed else None
    if waiting is None:
        return _code_page(request, typed)
    return _consent_page(issuer, request, waiting, user)


async def deciding(issuer: Issuer, request: web.Request) -> web.Response:
    """Keep what the user decides. The device asks for it."""
    form = await request.app[BROWSERS].checked_form(request)
    user = await signed_in_sender(request)
    waiting = await _waiting(issuer, form.one(FIELD), user)
    allowed = form.one("decision") == "allow"
    moment = _signed_in_at(issuer, request)
    if waiting is None or not await decide(issuer, waiting, user.id, moment, allowed=allowed):
        raise RefusedRequest(
            "the code is over, or somebody has decided already",
            "let the device show a new one",
            status=409,
        )
    context = {"client": waiting.client, "allowed": allowed}
    return page(request, "platform/device_done.html", context)


async def _waiting(issuer: Issuer, typed: str, user: User) -> Waiting | None:
    guess = await taken_guess(issuer, user.id)
    if guess is None:
        raise RefusedRequest("too many wrong codes", "try again in ten minutes", status=429)
    waiting = await waiting_request(issuer, typed)
    if waiting:
        await give_back(issuer, guess)
    return waiting


def _signed_in_at(issuer: Issuer, request: web.Request) -> datetime:
    now = issuer.platform.clock()
    return request.app[SIGN_INS].signed_in_at(request, now) or now


def _code_page(request: web.Request, typed: str) -> web.Response:
    error = "This code is not known here, or it is over." if typed else None
    context = {"action": request.path, "typed": typed, "error": error}
    return page(request, "platform/device.html", context)


def _consent_page(
    issuer: Issuer, request: web.Request, waiting: Waiting, user: User
) -> web.Response:
    meanings = issuer.platform.profile.scopes
    code = spelled(normalized(request.query[FIELD]))
    context = {
        "action": request.path,
        "client": waiting.client,
        "logo": logo_path(request, waiting.client),
        "user": user,
        "scopes": [(scope, meanings[scope]) for scope in waiting.scopes],
        "hidden": {FIELD: code},
        "redirect_host": None,
        "device_code": code,
    }
    return form_page(request, "platform/consent.html", context)

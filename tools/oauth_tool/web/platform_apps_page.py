"""The page where a user sees the apps that are theirs, and switches them on and off."""

import hmac

from aiohttp import BodyPartReader, MultipartReader, web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidRequest
from oauth_tool.platform import owned_apps
from oauth_tool.platform.owned_apps import NotOwned
from oauth_tool.web.browsers import NO_FORM
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.platform_bodies import InvalidBody
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_forms import form_page
from oauth_tool.web.platform_logos import keep_logo, logo_among, logo_path, read_at_most
from oauth_tool.web.platform_sign_in import (
    BROWSERS,
    see_other,
    sign_in_first,
    signed_in,
    signed_in_sender,
)

APPS = "/profile/oauth-apps"
TOKEN_LENGTH = 64


async def show_apps(request: web.Request) -> web.Response:
    """Show the user's apps."""
    user = await signed_in(request)
    if user is None:
        return sign_in_first(request)
    apps = await owned_apps.apps_of(request.app[PLATFORM], user.id)
    context = {
        "apps": [(client, logo_path(request, client)) for client in apps],
        "action": APPS,
        "takes_logos": request.app[PLATFORM].media is not None,
        "user": user,
    }
    return form_page(request, "platform/apps.html", context)


async def set_status(request: web.Request) -> web.Response:
    """Enable or disable an app."""
    form = await request.app[BROWSERS].checked_form(request)
    user = await signed_in_sender(request)
    try:
        await owned_apps.set_active(
            request.app[PLATFORM],
            request.match_info["id"],
            user.id,
            is_active=form.one("is_active") == "true",
        )
    except NotOwned as error:
        raise RefusedRequest(error.description, status=404, return_url=APPS) from error
    return see_other(APPS)


async def upload_logo(request: web.Request) -> web.Response:
    """Keep a logo for an app."""
    user = await signed_in_sender(request)
    client = await _owned(request, user.id)
    try:
        # The token is the form's first part: nothing of a forged form is read further.
        parts = await request.multipart()
        await _check_token(request, parts)
        picture = await logo_among(parts)
        await keep_logo(request, client, picture)
    except InvalidRequest as error:
        raise RefusedRequest(error.description, status=400, return_url=APPS) from error
    except (InvalidBody, *NO_FORM) as error:
        raise RefusedRequest("there is no file in the form", status=400, return_url=APPS) from error
    return see_other(APPS)


APPS_PAGES = [
    web.get(APPS, show_apps),
    web.post(APPS + "/{id}/status", set_status),
    web.post(APPS + "/{id}/logo", upload_logo),
]


async def _owned(request: web.Request, user_id: str) -> Client:
    platform = request.app[PLATFORM]
    client = await owned_apps.owned_app(platform, request.match_info["id"], user_id)
    if client is None:
        raise RefusedRequest("this app is not there, or not yours", status=404, return_url=APPS)
    if platform.media is None:
        raise RefusedRequest("this platform has no place for logos", status=503, return_url=APPS)
    return client


async def _check_token(request: web.Request, parts: MultipartReader) -> None:
    browsers = request.app[BROWSERS]
    browser_id = browsers.id_of(request)
    part = await parts.next()
    is_token = isinstance(part, BodyPartReader) and part.name == "csrf_token"
    given = await read_at_most(part, TOKEN_LENGTH) if is_token else b""  # type: ignore[arg-type] # narrowed above
    expected = browsers.csrf_token(browser_id or "").encode()
    if browser_id is None or not hmac.compare_digest(given, expected):
        raise RefusedRequest(
            "the form is too old, or did not come from a page of this server",
            "go back, reload the page and try again; cookies must be allowed",
            status=403,
            return_url=APPS,
        )

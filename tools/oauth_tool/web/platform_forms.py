"""Pages of the platform with a form on them, and which places they may lead to."""

from collections.abc import Mapping

from aiohttp import web

from oauth_tool.web.platform_sign_in import BROWSERS
from oauth_tool.web.rendering import page


def form_page(request: web.Request, template: str, context: Mapping[str, object]) -> web.Response:
    """Answer with a page whose forms carry the token of this browser."""
    browsers = request.app[BROWSERS]
    known = browsers.id_of(request)
    browser_id = known or browsers.new_id()
    token = browsers.csrf_token(browser_id)
    response = page(request, template, {**context, "csrf_token": token})
    if known is None:
        browsers.remember(response, browser_id)
    return response


def local(target: str) -> str:
    """Return a path of this platform: the target if it is one, else the home page."""
    # Browsers read "//host" and "/\host" as another site.
    is_local = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_local and target.isprintable() else "/"

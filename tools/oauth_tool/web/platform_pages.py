"""The platform's pages for people that every wire has."""

from aiohttp import web

from oauth_tool.web.platform_apps_page import APPS_PAGES
from oauth_tool.web.platform_dialects import dialect_of
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_login import LOGIN_PAGES
from oauth_tool.web.rendering import page


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
        {
            "addresses": [
                *dialect_of(platform.profile).addresses(platform, base),
                *((what, base + path) for what, path in paths.items()),
            ]
        },
    )


PAGES = [web.get("/", home), *LOGIN_PAGES, *APPS_PAGES]

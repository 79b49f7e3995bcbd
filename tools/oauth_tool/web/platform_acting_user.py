"""Who acts through the endpoints that the platform's own pages call."""

from aiohttp import web

from oauth_tool.web.platform_endpoints import PLATFORM

SECURITY = ({"UserToken": ()},)


def user_of(request: web.Request) -> str:
    """Return the user that the request's JSON Web Token stands for."""
    platform = request.app[PLATFORM]
    return platform.user_tokens.user_id(request.headers.get("Authorization"), platform.clock())

"""The embedded platform as one web application."""

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.web.browsers import Browsers
from oauth_tool.web.errors import problem_pages
from oauth_tool.web.guard import guard
from oauth_tool.web.headers import add_security_headers
from oauth_tool.web.platform_endpoints import ENDPOINTS, PLATFORM
from oauth_tool.web.platform_errors import autogpt_answers
from oauth_tool.web.platform_pages import BROWSERS, PAGES, SIGN_INS
from oauth_tool.web.platform_sign_in import SignIns
from oauth_tool.web.rendering import PAGE_VALUES, add_static_files

COOKIE = "oauth_tool_platform"
MAX_BODY = 64 * 1024


def platform_app(platform: Platform, origin: str) -> web.Application:
    """Return the application that is this platform, served at this origin."""
    app = web.Application(
        middlewares=[problem_pages("platform/problem.html"), guard(origin)],
        client_max_size=MAX_BODY,
    )
    browsers = Browsers(cookie=COOKIE)
    app[PLATFORM] = platform
    app[BROWSERS] = browsers
    app[SIGN_INS] = SignIns(key=browsers.key)
    app[PAGE_VALUES] = {"profile": platform.profile}
    app.add_routes(PAGES)
    add_static_files(app, icon="platform.svg")
    add_security_headers(app)
    for prefix, endpoints in ENDPOINTS.items():
        app.add_subapp(prefix, _endpoints(platform, endpoints))
    return app


def _endpoints(platform: Platform, endpoints: list[web.RouteDef]) -> web.Application:
    app = web.Application(middlewares=[autogpt_answers])
    app[PLATFORM] = platform
    app.add_routes(endpoints)
    return app

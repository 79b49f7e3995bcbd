"""The embedded platform as one web application."""

from collections.abc import Iterable
from datetime import timedelta

from aiohttp import web

from oauth_tool.platform.cleanup import DEFAULT_HOURS
from oauth_tool.platform.platform import Platform
from oauth_tool.web.browsers import Browsers
from oauth_tool.web.errors import problem_pages
from oauth_tool.web.guard import guard
from oauth_tool.web.headers import add_security_headers
from oauth_tool.web.leaving_together import leaving_together
from oauth_tool.web.platform_cleanup import cleaning
from oauth_tool.web.platform_control import CONTROL, CONTROL_ROUTES, Control, control_answers
from oauth_tool.web.platform_dialects import dialect_of
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_faults import faulty
from oauth_tool.web.platform_headers import preflights
from oauth_tool.web.platform_health import HEALTH
from oauth_tool.web.platform_logos import MEDIA
from oauth_tool.web.platform_pages import PAGES
from oauth_tool.web.platform_sign_in import BROWSERS, SIGN_INS, SignIns
from oauth_tool.web.rendering import PAGE_VALUES, add_static_files

COOKIE = "oauth_tool_platform"
MAX_BODY = 64 * 1024


def platform_app(
    platform: Platform,
    origin: str,
    *,
    control: Control | None = None,
    cleanup_every: timedelta = timedelta(hours=DEFAULT_HOURS),
) -> web.Application:
    """Return the application that is this platform, served at this origin.

    Args:
        platform: What it works with.
        origin: Where browsers and apps find it.
        control: Who may move its clock and make it fail; its time is the system's, and nothing
            fails, if it is None.
        cleanup_every: How often what has expired is deleted.
    """
    dialect = dialect_of(platform.profile)
    frontends = dialect.frontends(platform.profile)
    failing = (
        [faulty(platform, control.steering, dialect.words, dialect.effects(platform, origin))]
        if control
        else []
    )
    app = web.Application(
        middlewares=[
            leaving_together(),
            problem_pages("platform/problem.html"),
            guard(origin, welcome=dialect.welcome(platform, origin)),
            preflights(frontends),
            *failing,
        ],
        client_max_size=MAX_BODY,
    )
    browsers = Browsers(cookie=COOKIE, key=platform.browser_key)
    app[PLATFORM] = platform
    app[BROWSERS] = browsers
    app[SIGN_INS] = SignIns(key=browsers.key)
    app[PAGE_VALUES] = {"profile": platform.profile}
    app.add_routes([*PAGES, *MEDIA, *HEALTH])
    add_static_files(app, icon="platform.svg")
    add_security_headers(app)
    app.cleanup_ctx.append(cleaning(platform, cleanup_every))
    dialect.install(app, platform, origin)
    if control and control.token:
        steered = _control(platform, control, dialect.control_routes)
        app.add_subapp("/control", steered)
    return app


def _control(platform: Platform, control: Control, more: Iterable[web.RouteDef]) -> web.Application:
    app = web.Application(middlewares=[control_answers])
    app[PLATFORM] = platform
    app[CONTROL] = control
    app.add_routes([*CONTROL_ROUTES, *more])
    return app

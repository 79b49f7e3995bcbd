"""AutoGPT's dialect: its endpoints, its pages, and its words."""

from collections.abc import Iterable

from aiohttp import web

from oauth_tool.oauth.protocol_errors import ProtocolError
from oauth_tool.platform.platform import Platform
from oauth_tool.web.platform_consent import CONSENT_PAGES
from oauth_tool.web.platform_endpoints import ENDPOINTS, PLATFORM
from oauth_tool.web.platform_errors import HEADERS, answer_for, autogpt_answers, detail, failed
from oauth_tool.web.platform_external import EXTERNAL
from oauth_tool.web.platform_setup_wizard import WIZARD_PAGES
from oauth_tool.web.platform_user_endpoints import USER_ENDPOINTS
from oauth_tool.web.platform_words import Words


def install(app: web.Application, platform: Platform, _: str) -> None:
    """Add the dialect to an application."""
    app.add_routes([*CONSENT_PAGES, *WIZARD_PAGES])
    app.add_subapp("/api/oauth", _endpoints(platform, [*ENDPOINTS, *USER_ENDPOINTS]))
    app.add_subapp("/external-api", _endpoints(platform, EXTERNAL))


def _endpoints(platform: Platform, endpoints: Iterable[web.RouteDef]) -> web.Application:
    app = web.Application(middlewares=[autogpt_answers])
    app[PLATFORM] = platform
    app.add_routes(endpoints)
    return app


def _refused(request: web.Request, error: ProtocolError) -> web.Response:
    return _with_headers(answer_for(request, error))


def _failed(request: web.Request) -> web.Response:
    return _with_headers(failed(request))


def _unavailable(_: web.Request) -> web.Response:
    response = detail("Service Unavailable", 503)
    response.headers["Retry-After"] = "1"
    return _with_headers(response)


def _with_headers(response: web.Response) -> web.Response:
    response.headers.update(HEADERS)
    return response


WORDS = Words(refused=_refused, failed=_failed, unavailable=_unavailable)

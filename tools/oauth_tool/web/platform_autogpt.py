"""AutoGPT's dialect: its endpoints, its pages, and its words."""

from collections.abc import Callable, Sequence

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.web.operations import routes_of
from oauth_tool.web.platform_consent import CONSENT_PAGES
from oauth_tool.web.platform_docs import docs_routes
from oauth_tool.web.platform_document import OPERATIONS
from oauth_tool.web.platform_errors import answer_for, autogpt_answers, detail, failed
from oauth_tool.web.platform_headers import add_api_headers, from_frontend, frontend_origins
from oauth_tool.web.platform_setup_wizard import WIZARD_PAGES
from oauth_tool.web.platform_words import Words


def install(app: web.Application, platform: Platform, _: str) -> None:
    """Add the dialect to an application."""
    app.add_routes([*CONSENT_PAGES, *WIZARD_PAGES, *docs_routes(platform.profile)])
    add_api_headers(app, frontend_origins(platform.profile))
    app.middlewares.append(autogpt_answers)
    for prefix, operations in OPERATIONS.items():
        app.add_routes(routes_of(operations, prefix))


def welcome(platform: Platform, _: str) -> Callable[[web.Request], bool]:
    """Return what says whether a page elsewhere may send a request: the frontend's may."""
    return from_frontend(frontend_origins(platform.profile))


def addresses(_: Platform, __: str) -> Sequence[tuple[str, str]]:
    """Return nothing: the home page names the endpoints."""
    return []


def _unavailable(_: web.Request) -> web.Response:
    response = detail("Service Unavailable", 503)
    response.headers["Retry-After"] = "1"
    return response


WORDS = Words(refused=answer_for, failed=failed, unavailable=_unavailable)

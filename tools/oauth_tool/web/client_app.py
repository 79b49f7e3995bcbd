"""The client's application: its routes, and what guards them."""

from aiohttp import web

from oauth_tool.client.steps import Step
from oauth_tool.web import client_pages as pages
from oauth_tool.web.errors import problem_pages
from oauth_tool.web.guard import guard
from oauth_tool.web.headers import add_security_headers
from oauth_tool.web.rendering import PAGE_VALUES, add_static_files

EXCHANGES = f"{Step.TOKEN}|{Step.RESOURCE}|{Step.INTROSPECT}|{Step.REFRESH}|{Step.REVOKE}"
ROUTES = (
    web.get("/", pages.show_workbench),
    web.post("/start", pages.start),
    web.get("/callback", pages.callback),
    web.post(f"/{{step:{EXCHANGES}}}", pages.take_step),
    web.post("/reset", pages.reset),
)


def client_app(client: pages.Client, origin: str) -> web.Application:
    """Return the client as an application that is served at this origin."""
    app = web.Application(
        middlewares=[problem_pages("client/problem.html"), guard(origin)],
        client_max_size=64 * 1024,
    )
    app[pages.CLIENT] = client
    app[PAGE_VALUES] = {"profile": client.server.profile}
    app.add_routes(ROUTES)
    add_static_files(app, icon="client.svg")
    add_security_headers(app)
    return app

"""The client's application: its routes, and what guards them."""

from aiohttp import web

from oauth_tool.client.steps import Step
from oauth_tool.client.wrong_requests import ELSEWHERE
from oauth_tool.web import client_events as events
from oauth_tool.web import client_exports as exports
from oauth_tool.web import client_pages as pages
from oauth_tool.web import client_runs as runs
from oauth_tool.web import client_setup as setup
from oauth_tool.web import client_tokens as tokens
from oauth_tool.web import client_wrong_steps as wrong
from oauth_tool.web.client_changes import kept
from oauth_tool.web.errors import problem_pages
from oauth_tool.web.guard import guard
from oauth_tool.web.headers import add_security_headers
from oauth_tool.web.places import CALLBACK
from oauth_tool.web.rendering import PAGE_VALUES, add_static_files

EXCHANGES = f"{Step.TOKEN}|{Step.RESOURCE}|{Step.INTROSPECT}|{Step.REFRESH}|{Step.REVOKE}"
ROUTES = (
    web.get("/", pages.show_workbench),
    web.post("/start", pages.start),
    web.post("/pasted", pages.paste),
    web.post(f"/{{step:{EXCHANGES}}}", pages.take_step),
    web.post("/wrong/authorize", wrong.start_wrongly),
    web.post(f"/{Step.SETUP}", setup.open_wizard),
    web.post(f"/wrong/{Step.SETUP}", setup.open_wizard_wrongly),
    web.post(f"/wrong/{{step:{EXCHANGES}}}", wrong.take_step_wrongly),
    web.get(exports.PATH, exports.download),
    web.post(exports.PATH, exports.download_with_secrets),
    web.get(events.PATH, events.stream),
    web.post(tokens.REVEAL, tokens.reveal),
    web.post("/reset", pages.reset),
    web.get(runs.LIST, runs.list_runs),
    web.get(f"{runs.LIST}/compare", runs.compare_runs),
    web.get(f"{runs.LIST}/{{run:[0-9a-f]+}}", runs.show_run),
    web.get(f"{runs.LIST}/{{run:[0-9a-f]+}}{exports.PATH}", runs.download_run),
    web.post(f"{runs.LIST}/{{run:[0-9a-f]+}}/delete", runs.delete_run),
)


def client_app(client: pages.Client, origin: str, callback_path: str = CALLBACK) -> web.Application:
    """Return the client as an application that is served at this origin.

    Args:
        client: What it works with.
        origin: Where browsers open it.
        callback_path: Where the platform's answers arrive.
    """
    app = web.Application(
        middlewares=[problem_pages("client/problem.html"), guard(origin), kept],
        client_max_size=64 * 1024,
    )
    app[pages.CLIENT] = client
    app[PAGE_VALUES] = {"profile": client.server.profile}
    app.add_routes(ROUTES)
    app.router.add_get(callback_path, pages.callback)
    app.router.add_get(f"{callback_path}{ELSEWHERE}", wrong.callback_elsewhere)
    add_static_files(app, icon="client.svg")
    add_security_headers(app)
    app.on_shutdown.append(events.end_streams)
    return app

"""The client's pages: each handler reads the request, makes one call, and answers."""

from asyncio import Lock
from dataclasses import dataclass, field
from secrets import token_bytes
from weakref import WeakKeyDictionary

from aiohttp import web

from oauth_tool.client import walk as walking
from oauth_tool.client.app import App, Server
from oauth_tool.client.introspection import TokenType
from oauth_tool.client.session import Session
from oauth_tool.client.sessions import Sessions
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import Walk
from oauth_tool.oauth.credentials import RandomBytes
from oauth_tool.oauth.moments import Clock, utc_now
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.oauth.scopes import each_once
from oauth_tool.web.browsers import Browsers, PostedForm
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.headers import allow_form_action
from oauth_tool.web.rendering import page
from oauth_tool.web.sending import Sender
from oauth_tool.web.workbench import context_of

COOKIE = "oauth_tool_client"


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """The client of one test server.

    Attributes:
        server: The platform that it talks to.
        app: The app that it plays.
        sender: Sends its requests.
        browsers: Tells browsers apart.
        sessions: Their walks.
        turns: Lets one request at a time work on a session: of two clicks the second one waits.
    """

    server: Server
    app: App
    sender: Sender
    browsers: Browsers = field(default_factory=lambda: Browsers(cookie=COOKIE))
    sessions: Sessions = field(default_factory=Sessions)
    turns: WeakKeyDictionary[Session, Lock] = field(default_factory=WeakKeyDictionary)
    clock: Clock = utc_now
    random: RandomBytes = token_bytes

    def walk(self, session: Session, token_type: TokenType = "access_token") -> Walk:  # noqa: S107 - a type, no token
        """Return what a step works with."""
        return Walk(server=self.server, app=self.app, session=session, token_type=token_type)


CLIENT = web.AppKey("CLIENT", Client)


async def show_workbench(request: web.Request) -> web.Response:
    """``GET /``: the whole walk on one page; a new browser gets a session."""
    client = request.app[CLIENT]
    known = client.browsers.id_of(request)
    session = client.sessions.find(known, client.clock())
    browser_id = known if known and session else client.browsers.new_id()
    session = session or client.sessions.start(browser_id, client.clock())
    response = page(
        request,
        "client/workbench.html",
        {
            **context_of(client.walk(session), client.clock()),
            "csrf_token": client.browsers.csrf_token(browser_id),
        },
    )
    client.browsers.remember(response, browser_id)
    allow_form_action(
        response, origin_of(client.server.url(client.server.profile.endpoints.authorization))
    )
    return response


async def start(request: web.Request) -> web.Response:
    """``POST /start``: begin a flow with the chosen scopes; the browser goes to the platform."""
    client = request.app[CLIENT]
    form, session = await _form_and_session(request)
    scopes = tuple(s for s in each_once(form.every("scope")) if s in client.app.scopes)
    if not scopes:
        raise RefusedRequest(
            "no scope was chosen", "go back and tick at least one: what may the app do?", status=400
        )
    url = walking.depart(client.walk(session), scopes, client.random, client.clock())
    return _see(url)


async def callback(request: web.Request) -> web.Response:
    """``GET /callback``: take the platform's answer, and get it out of the address bar."""
    client = request.app[CLIENT]
    session = _session(request)
    if session is None:
        raise RefusedRequest(
            "this browser has not started a flow, or it was too long ago",
            "start at the first page; cookies must be allowed, and the browser must be the same",
            status=400,
        )
    url = f"{client.app.redirect_uri}?{request.rel_url.raw_query_string}"
    walking.arrive(client.walk(session), _first_values(request), url, client.clock())
    return _back_to(session, Step.CALLBACK)


async def take_step(request: web.Request) -> web.Response:
    """``POST /{step}``: one exchange with the platform."""
    client = request.app[CLIENT]
    step = Step(request.match_info["step"])
    form, session = await _form_and_session(request)
    walk = client.walk(session, _token_type(form))
    async with client.turns.setdefault(session, Lock()):
        if session.can(step):
            exchange = await client.sender.send(step, walking.request_for(step, walk))
            walking.take_in(walk, exchange)
    return _back_to(session, step)


async def reset(request: web.Request) -> web.Response:
    """``POST /reset``: forget everything, and begin anew."""
    client = request.app[CLIENT]
    await _form_and_session(request)
    client.sessions.start(client.browsers.id_of(request) or "", client.clock())
    return _see("/")


async def _form_and_session(request: web.Request) -> tuple[PostedForm, Session]:
    form = await request.app[CLIENT].browsers.checked_form(request)
    session = _session(request)
    if session is None:
        raise RefusedRequest(
            "this session has ended", "open the first page to begin a new one", status=403
        )
    return form, session


def _session(request: web.Request) -> Session | None:
    client = request.app[CLIENT]
    return client.sessions.find(client.browsers.id_of(request), client.clock())


def _first_values(request: web.Request) -> dict[str, str]:
    # A parameter that comes twice is an error of RFC 6749 3.1; an attacker gains nothing by it,
    # as the first state has to be ours.
    return {name: request.query.getall(name)[0] for name in request.query}


def _token_type(form: PostedForm) -> TokenType:
    return "refresh_token" if form.one("token_type") == "refresh_token" else "access_token"


def _back_to(session: Session, step: Step) -> web.Response:
    place = step if session.failed(step) else session.next_step
    return _see(f"/#{place}" if place else "/#end")


def _see(url: str) -> web.Response:
    return web.Response(status=303, headers={"Location": url})

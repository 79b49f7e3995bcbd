"""The client's pages: each handler reads the request, makes one call, and answers."""

from asyncio import Lock
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_bytes
from weakref import WeakKeyDictionary

from aiohttp import web

from oauth_tool.client import setting_up, trials
from oauth_tool.client import walk as walking
from oauth_tool.client.app import App, Server
from oauth_tool.client.editing import edited
from oauth_tool.client.introspection import TokenType
from oauth_tool.client.pasting import answer_in_pasted
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.session import Outcome, Session
from oauth_tool.client.sessions import Sessions
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import Walk
from oauth_tool.oauth.credentials import RandomBytes
from oauth_tool.oauth.moments import Clock, utc_now
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.oauth.scopes import each_once
from oauth_tool.web.admission import Admission
from oauth_tool.web.browsers import Browsers, PostedForm
from oauth_tool.web.changes import Changes
from oauth_tool.web.editing_forms import edits_in, learn_edited, wishes_in
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.headers import allow_form_action, allow_own_script
from oauth_tool.web.judging import Judge
from oauth_tool.web.known_keys import KnownKeys
from oauth_tool.web.rendering import page
from oauth_tool.web.runs.keeping import Keeper
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
        judge: Says what the specifications say of what was answered.
        turns: Lets one request at a time work on a session: of two clicks the second one waits.
        keeper: Keeps their runs; None if they are forgotten.
        reveals: Whether a run may be downloaded with its secrets.
        changes: Tells those who follow a session that it has changed.
        keys: The server's public keys, once a token has come that they can check.
        admission: Says which browsers may see kept runs.
    """

    server: Server
    app: App
    sender: Sender
    browsers: Browsers = field(default_factory=lambda: Browsers(cookie=COOKIE))
    sessions: Sessions = field(default_factory=Sessions)
    turns: WeakKeyDictionary[Session, Lock] = field(default_factory=WeakKeyDictionary)
    judge: Judge = field(default_factory=Judge)
    keeper: Keeper | None = None
    reveals: bool = False
    changes: Changes = field(default_factory=Changes)
    keys: KnownKeys = field(default_factory=KnownKeys)
    admission: Admission = field(default_factory=Admission)
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
            **context_of(
                client.walk(session),
                client.clock(),
                client.judge.findings(session),
                client.keys.document,
                number_in(request, "until"),
            ),
            "csrf_token": client.browsers.csrf_token(browser_id),
            "keeps_runs": client.keeper is not None,
            "reveals": client.reveals,
        },
    )
    client.browsers.remember(response, browser_id)
    allow_own_script(response)
    leading_there = client.server.url("authorization"), client.server.setup_wizard_url
    allow_form_action(response, *(origin_of(url) for url in leading_there if url))
    return response


def number_in(request: web.Request, parameter: str) -> int | None:
    """Return the number of the exchange that a parameter of the address names, if one does."""
    given = request.query.get(parameter, "")
    return int(given) if given.isdecimal() and given.isascii() else None


async def start(request: web.Request) -> web.Response:
    """``POST /start``: begin a flow with the chosen scopes; the browser goes to the platform."""
    client = request.app[CLIENT]
    form, session = await form_and_session(request)
    scopes = chosen_scopes(client, form)
    walk, wishes = client.walk(session), wishes_in(form)
    return see(walking.depart(walk, scopes, client.random, client.clock(), wishes))


async def callback(request: web.Request) -> web.Response:
    """``GET /callback``: take the platform's answer, and get it out of the address bar."""
    client = request.app[CLIENT]
    session = session_of(request)
    if session is None:
        raise RefusedRequest(
            "this browser has not started a flow, or it was too long ago",
            "start at the first page; cookies must be allowed, and the browser must be the same",
            status=400,
        )
    return _arrive(client, session, answer_in(request), url_of_answer(client, request))


async def paste(request: web.Request) -> web.Response:
    """``POST /pasted``: the same, with the address that a person copied from the browser."""
    client = request.app[CLIENT]
    form, session = await form_and_session(request)
    address = form.one("address")
    try:
        answer = answer_in_pasted(address, client.app.redirect_uri)
    except StepFailed as problem:
        step = Step.SETUP if form.one("step") == Step.SETUP else Step.CALLBACK
        session.outcomes[step] = Outcome(problem=problem)
        return see(f"/#{step}")
    return _arrive(client, session, answer, address.strip())


async def take_step(request: web.Request) -> web.Response:
    """``POST /{step}``: one exchange with the platform."""
    client = request.app[CLIENT]
    step = Step(request.match_info["step"])
    form, session = await form_and_session(request)
    walk = client.walk(session, token_type_in(form))
    async with client.turns.setdefault(session, Lock()):
        if session.can(step):
            request_now = edited(walking.request_for(step, walk), edits_in(form, client.server))
            learn_edited(session, form)
            exchange = await client.sender.send(step, request_now)
            walking.take_in(walk, exchange)
    return _back_to(session, step)


async def reset(request: web.Request) -> web.Response:
    """``POST /reset``: forget everything, and begin anew."""
    client = request.app[CLIENT]
    await form_and_session(request)
    client.sessions.start(client.browsers.id_of(request) or "", client.clock())
    return see("/")


async def form_and_session(request: web.Request) -> tuple[PostedForm, Session]:
    """Return the posted form and the session that it is about.

    Raises:
        RefusedRequest: No page of ours sent it, or the session has ended.
    """
    form = await request.app[CLIENT].browsers.checked_form(request)
    session = session_of(request)
    if session is None:
        raise RefusedRequest(
            "this session has ended", "open the first page to begin a new one", status=403
        )
    return form, session


def session_of(request: web.Request) -> Session | None:
    """Return the session of the browser, None if there is none."""
    client = request.app[CLIENT]
    return client.sessions.find(client.browsers.id_of(request), client.clock())


def chosen_scopes(client: Client, form: PostedForm) -> tuple[str, ...]:
    """Return the scopes that were ticked.

    Raises:
        RefusedRequest: There are none.
    """
    scopes = tuple(s for s in each_once(form.every("scope")) if s in client.app.scopes)
    if not scopes:
        raise RefusedRequest(
            "no scope was chosen", "go back and tick at least one: what may the app do?", status=400
        )
    return scopes


def url_of_answer(client: Client, request: web.Request) -> str:
    """Return the whole URL that the platform sent the browser to."""
    return f"{client.app.redirect_uri}?{request.rel_url.raw_query_string}"


def answer_in(request: web.Request) -> dict[str, str]:
    """Return the parameters that the platform sent along."""
    # A parameter that comes twice is an error of RFC 6749 3.1; an attacker gains nothing by it,
    # as the first state has to be ours.
    return {name: request.query.getall(name)[0] for name in request.query}


def token_type_in(form: PostedForm) -> TokenType:
    """Return which token a step is to be about."""
    return "refresh_token" if form.one("token_type") == "refresh_token" else "access_token"


def _arrive(client: Client, session: Session, answer: Mapping[str, str], url: str) -> web.Response:
    """Take an answer that came to the redirect URI, and go where the person reads of it."""
    if setting_up.is_for_setup(session, answer):
        setting_up.arrive(client.walk(session), answer, url, client.clock())
        return see(f"/#{Step.SETUP}")
    is_wrong = session.attempt is not None and session.attempt.wrong
    arrive = trials.arrive_wrongly if is_wrong else walking.arrive
    arrive(client.walk(session), answer, url, client.clock())
    return _back_to(session, Step.CALLBACK)


def _back_to(session: Session, step: Step) -> web.Response:
    place = step if session.failed(step) else session.next_step
    return see(f"/#{place}" if place else "/#end")


def see(url: str) -> web.Response:
    """Send the browser on with a GET (RFC 9110 15.4.4)."""
    return web.Response(status=303, headers={"Location": url})

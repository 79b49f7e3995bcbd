"""The client and its platform on two real origins, and a browser without a screen."""

import re
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
import pytest

from oauth_tool.client.app import App, Server
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.web.client_app import client_app
from oauth_tool.web.client_pages import Client
from oauth_tool.web.listening import bound, origin_at
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.runs.keeping import Keeper
from oauth_tool.web.runs.run_store import RunStore
from oauth_tool.web.sending import opened_sender
from oauth_tool.web.serving import served

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, kw_only=True, slots=True)
class Browser:
    """What a person can do with a browser: open pages, and send their forms."""

    http: aiohttp.ClientSession

    async def open(self, url, method="GET", *, headers=None, fields=None):
        """Return one answer as it is; redirects are not followed."""
        async with self.http.request(
            method, url, headers=headers, data=fields, allow_redirects=False
        ) as answer:
            return SimpleNamespace(
                status=answer.status,
                headers=answer.headers,
                location=answer.headers.get("Location", ""),
                text=await answer.text(),
            )

    async def follow(self, url):
        """Return the page that a URL ends at."""
        answer = await self.open(url)
        while answer.location:
            url = str(aiohttp.client.URL(url).join(aiohttp.client.URL(answer.location)))
            answer = await self.open(url)
        return answer

    async def submit(self, page_url, action, **fields):
        """Send a form as the page has it, with its token, and return the answer."""
        page = await self.open(page_url)
        origin = "/".join(page_url.split("/")[:3])
        token = CSRF.search(page.text)[1]
        return await self.open(origin + action, "POST", fields={"csrf_token": token, **fields})


@asynccontextmanager
async def opened_browser():
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, headers={"Accept": "text/html"}) as http:
        yield Browser(http=http)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """A running client, and the platform that it talks to."""

    client: Client
    origin: str
    platform_origin: str
    browser: Browser
    stop_platform: Callable[[], Awaitable[None]]

    @property
    def page(self):
        return f"{self.origin}/"

    @property
    def session(self):
        """The session of the one browser that there is."""
        ((session, _),) = self.client.sessions._sessions.values()  # noqa: SLF001 - to look inside
        return session

    async def act(self, action, **fields):
        """Press a button of the workbench, and return the page after it."""
        await self.browser.submit(self.page, action, **fields)
        return await self.browser.open(self.page)

    async def start(self):
        """Press the button of step 1, and return where the browser is sent."""
        answer = await self.browser.submit(self.page, "/start", scope="IDENTITY")
        return answer.location

    async def authorize(self):
        """Walk through sign-in and consent, and return the URL of the callback."""
        authorization = await self.start()
        login = (await self.browser.open(authorization)).location
        if login:  # not signed in yet
            target = authorization.removeprefix(self.platform_origin)
            await self.browser.submit(
                self.platform_origin + login, "/login", user_id=DEMO_USER_ID, next=target
            )
        consent = await self.browser.open(authorization)
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', consent.text))
        answer = await self.browser.open(
            f"{self.platform_origin}/auth/authorize", "POST", fields={**fields, "decision": "allow"}
        )
        return answer.location

    async def walk_to_tokens(self):
        """Do steps 1 to 3, and return the page."""
        await self.browser.open(await self.authorize())
        return await self.act("/token")


@pytest.fixture
def client_options():
    """Return what the client is started with beyond the usual; tests override it."""
    return {}


@pytest.fixture
async def bench(platform, add_app, watch, tmp_path, client_options):
    """Serve client and platform, and open a browser."""
    with bound(0, "--port") as listener, bound(0, "--platform-port") as platform_listener:
        origin, platform_origin = origin_at(listener), origin_at(platform_listener)
        registered = await add_app(redirect_uris=(f"{origin}/callback",))
        server = Server(
            profile=platform.profile,
            addresses=dict.fromkeys(platform.profile.addresses, platform_origin),
        )
        async with AsyncExitStack() as stack:
            enter = stack.enter_async_context
            client = Client(
                server=server,
                app=App(
                    name=registered.client.name,
                    client_id=registered.client.client_id,
                    secret=Secret(registered.secret),
                    redirect_uri=f"{origin}/callback",
                    scopes=registered.client.scopes,
                ),
                sender=await enter(opened_sender(server.origins)),
                clock=watch,
                **client_options,
                keeper=Keeper(store=RunStore(file=tmp_path / "data" / "runs.sqlite3"), warn=print),
            )
            platform_running = await enter(AsyncExitStack())
            await platform_running.enter_async_context(
                served(platform_app(platform, platform_origin), platform_listener)
            )
            await enter(served(client_app(client, origin), listener))
            yield Bench(
                client=client,
                origin=origin,
                platform_origin=platform_origin,
                browser=await enter(opened_browser()),
                stop_platform=platform_running.aclose,
            )


@pytest.fixture
async def user_http(platform, aiohttp_client, unused_tcp_port):
    """Give a client of the platform on AutoGPT's wire."""
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def ask_as_user(user_http, platform, watch):
    """Send a request in the demo user's name, or with another Authorization header."""

    async def send(method, path, body=None, authorization=None):
        own = f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"
        headers = {"Authorization": authorization or own}
        async with user_http.request(
            method, f"/api/oauth{path}", json=body, headers=headers
        ) as response:
            return response.status, await response.json()

    return send

"""An embedded platform that speaks standard OAuth, and a client that can be told to be wrong."""

import re
from base64 import b64encode
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.testing import running_platform_async

SCHEMA = Path(__file__).parents[2] / "fixtures/profiles/databases/rfc.sql"
VERIFIER = "v" * 43
CALLBACK = "https://app.example/cb"
HTML = {"Accept": "text/html"}


@dataclass(frozen=True, kw_only=True)
class Standard:
    """A running platform, and HTTP without a browser's conveniences."""

    platform: object
    http: aiohttp.ClientSession

    @property
    def issuer(self):
        return self.platform.url

    async def register(self, **changes):
        return await self.platform.register(**{"redirect_uris": [CALLBACK], **changes})

    async def get(self, url, **headers):
        async with self.http.get(url, headers=headers, allow_redirects=False) as answer:
            return await self._read(answer)

    async def post(self, endpoint, fields, app=None, **headers):
        """Send a form to an endpoint; as the app, by HTTP Basic, if one is named."""
        url = endpoint if "://" in endpoint else self.platform.endpoint(endpoint)
        sent = headers | (basic(app) if app else {})
        async with self.http.post(url, data=fields, headers=sent, allow_redirects=False) as answer:
            return await self._read(answer)

    async def code(self, app, **changes):
        """Let the demo user agree to a request, and return the code."""
        answer = answer_in(await self.platform.approve(self.asking(app, **changes)))
        return answer["code"]

    async def tokens(self, app, **changes):
        """Walk through the code flow, and return the answer of the token endpoint."""
        code = await self.code(app, **changes)
        return (await self.post("token", code_form(code), app)).body

    async def renew(self, app, refresh_token, **changes):
        fields = {"grant_type": "refresh_token", "refresh_token": refresh_token, **changes}
        return await self.post("token", fields, app)

    async def is_active(self, app, token):
        return (await self.post("introspection", {"token": token}, app)).body["active"]

    def asking(self, app, at=None, **changes):
        """Return the URL of an authorization request."""
        return (
            f"{at or self.platform.endpoint('authorization')}?{urlencode(request(app, **changes))}"
        )

    async def _read(self, answer):
        text = await answer.text()
        is_json = answer.content_type == "application/json"
        return SimpleNamespace(
            status=answer.status,
            headers=answer.headers,
            location=answer.headers.get("Location", ""),
            text=text,
            body=await answer.json() if is_json else None,
        )


def request(app, **changes):
    fields = {
        "response_type": "code",
        "client_id": app.client_id,
        "redirect_uri": CALLBACK,
        "scope": "openid api.read",
        "state": "xyz",
        "code_challenge": challenge_for(VERIFIER),
        "code_challenge_method": "S256",
    }
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def code_form(code, /, **changes):
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def basic(app):
    spelled = b64encode(f"{app.client_id}:{app.client_secret}".encode()).decode()
    return {"Authorization": f"Basic {spelled}"}


def answer_in(location):
    """Return the parameters of an authorization response."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def fields_in(text):
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text)
    return {name: unescape(value) for name, value in fields}


def action_in(text):
    """Return where the form of a page leads."""
    return unescape(re.search(r'<form method="post" action="([^"]+)"', text)[1])


async def sign_in(standard, location):
    """Sign in as the demo user at the login page that a location leads to, and go on."""
    page = await standard.get(standard.issuer + location, **HTML)
    fields = {**fields_in(page.text), "user_id": DEMO_USER_ID}
    return (await standard.post(f"{standard.issuer}/login", fields)).location


async def decide(standard, location, decision):
    page = await standard.get(standard.issuer + location, **HTML)
    fields = {**fields_in(page.text), "decision": decision}
    return page, await standard.post(standard.issuer + action_in(page.text), fields)


@pytest.fixture
async def standard_http():
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        yield http


@pytest.fixture
async def standard(standard_http):
    async with running_platform_async(profile="rfc") as platform:
        yield Standard(platform=platform, http=standard_http)


@pytest.fixture
async def standard_app(standard):
    return await standard.register()

"""No page elsewhere changes anything here, and no form without its token does, on either wire."""

import re
from types import SimpleNamespace

import aiohttp
import pytest

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.testing import running_platform_async
from oauth_tool.web.guard import READING
from oauth_tool.web.platform_app import platform_app

FROM_ELSEWHERE = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
)
# Apps in browsers ask these, with what they alone know; the last one shows a page and no more.
FOR_PAGES_ELSEWHERE = {"/token", "/revoke", "/userinfo", "/authorize"}
# Here it does not count who has signed in with the browser.
WITHOUT_COOKIES = ("/api/", "/external-api/", "/control/", "/register", *FOR_PAGES_ELSEWHERE)
OF_APPS = {"/introspect", "/par", "/device_authorization"}


@pytest.fixture(params=["autogpt", "rfc"])
async def wire(request):
    """A running platform, a browser that has signed in there, and all that changes something."""
    async with running_platform_async(profile=request.param) as platform:
        control = platform.running.control
        app = platform_app(platform.running.platform, platform.url, control=control)
        changing = {
            (route.method, re.sub(r"{\w+}", "x", route.resource.canonical))
            for route in app.router.routes()
            if route.method not in READING
        }
        assert len(changing) > 10
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
            await sign_in(http, platform.url)
            yield SimpleNamespace(url=platform.url, http=http, changing=sorted(changing))


async def sign_in(http, url):
    async with http.get(f"{url}/login") as page:
        token = re.search(r'name="csrf_token" value="([^"]+)"', await page.text())[1]
    fields = {"csrf_token": token, "user_id": DEMO_USER_ID, "next": "/profile/oauth-apps"}
    async with http.post(f"{url}/login", data=fields) as page:
        assert "Demo User" in await page.text()


async def status_of(wire, method, path, **sent):
    url = wire.url + path
    async with wire.http.request(method, url, allow_redirects=False, **sent) as answer:
        return answer.status


async def test_no_page_elsewhere_changes_anything(wire):
    guarded = [one for one in wire.changing if one[1] not in FOR_PAGES_ELSEWHERE]

    for method, path in guarded:
        for headers in FROM_ELSEWHERE:
            assert await status_of(wire, method, path, headers=headers) == 403, (path, headers)


async def test_no_form_without_its_token_changes_anything(wire):
    own = {"Origin": wire.url, "Sec-Fetch-Site": "same-origin"}
    forms = [
        (method, path)
        for method, path in wire.changing
        if not path.startswith(WITHOUT_COOKIES) and path not in OF_APPS
    ]
    forms += [("POST", "/authorize/decision")] if ("POST", "/authorize") in wire.changing else []

    assert {path for _, path in forms} >= {"/login", "/signup", "/profile/oauth-apps/x/status"}
    for method, path in forms:
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "0" * 64}):
            sent = {"headers": own, "data": {"decision": "allow", **token}}
            expected = {404} if path.endswith("/logo") else {403}  # there is no such app
            assert {await status_of(wire, method, path, **sent)} == expected, path

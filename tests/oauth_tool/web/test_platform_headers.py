"""The headers of every answer of the API, and which pages elsewhere may read it."""

import pytest
from aiohttp import hdrs

from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_errors import HEADERS

FRONTENDS = ["http://localhost:3000", "http://127.0.0.1:3000"]
ME = "/external-api/v1/me"


@pytest.fixture
async def http(platform, watch, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def ask(http):
    async def send(method, path, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with http.request(method, path, headers=named) as response:
            return response.status, response.headers, await response.text()

    return send


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", ME, {}, 401),
        ("HEAD", ME, {}, 405),
        ("GET", "/api/oauth/token", {}, 405),
        ("POST", "/api/oauth/token", {}, 422),
        ("GET", "/api/oauth/nothing", {}, 404),
        ("GET", "/api/nothing", {}, 404),
        ("GET", "/external-api", {}, 404),
        ("GET", ME, {"Host": "evil.example"}, 400),
        ("POST", "/api/oauth/token", {"Origin": "https://evil.example"}, 403),
        ("OPTIONS", ME, {}, 405),
        ("GET", "/external-api/openapi.json", {}, 200),
    ],
)
async def test_every_answer_carries_the_platforms_headers(ask, method, path, headers, status):
    answered, answer, _ = await ask(method, path, **headers)

    assert answered == status
    assert {name: answer[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("origin", FRONTENDS)
@pytest.mark.parametrize(("method", "path"), [("GET", ME), ("POST", "/api/oauth/token")])
async def test_a_page_of_the_frontend_may_read_answers(ask, origin, method, path):
    for site in ("same-site", "cross-site"):
        status, headers, _ = await ask(
            method, path, Origin=origin, Sec_Fetch_Site=site, Sec_Fetch_Mode="cors"
        )

        assert status in {401, 422}
        assert headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] == origin
        assert headers[hdrs.ACCESS_CONTROL_ALLOW_CREDENTIALS] == "true"
        assert headers[hdrs.VARY] == "Origin"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost:3001",
        "https://localhost:3000",
        "http://localhost:3000.evil.example",
        "null",
    ],
)
async def test_no_other_page_may_read_them(ask, origin):
    for method, path in (("GET", ME), ("POST", "/api/oauth/token"), ("OPTIONS", ME)):
        _, headers, _ = await ask(method, path, Origin=origin, Access_Control_Request_Method="GET")

        assert hdrs.ACCESS_CONTROL_ALLOW_ORIGIN not in headers
        assert hdrs.ACCESS_CONTROL_ALLOW_CREDENTIALS not in headers


async def test_a_browser_that_asks_first_hears_what_its_page_may_do(ask):
    status, headers, text = await ask(
        "OPTIONS",
        "/api/oauth/token",
        Origin=FRONTENDS[0],
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    refused = await ask(
        "OPTIONS", ME, Origin="http://evil.example", Access_Control_Request_Method="GET"
    )

    assert (status, text) == (200, "OK")
    assert "POST" in headers[hdrs.ACCESS_CONTROL_ALLOW_METHODS]
    assert headers[hdrs.ACCESS_CONTROL_ALLOW_HEADERS] == "content-type"
    assert headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] == FRONTENDS[0]
    assert refused[::2] == (400, "Disallowed CORS origin")


@pytest.mark.parametrize("path", ["/login", "/auth/authorize", "/healthz", "/media/x.png"])
async def test_the_pages_are_nobody_elses(ask, path):
    status, headers, _ = await ask("POST", path, Origin=FRONTENDS[0])

    assert status == 403
    assert hdrs.ACCESS_CONTROL_ALLOW_ORIGIN not in headers

"""Time and faults on request: only for who has the control token."""

from dataclasses import replace

import pytest

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.plan import Plan
from oauth_tool.platform.steering import Steering
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.shipped import SHIPPED
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_control import CONTROL_ROUTES, Control
from oauth_tool.web.platform_dialects import dialect_of


@pytest.fixture
def control(platform, watch):
    return Control(steering=Steering(platform.store.state, base=watch))


@pytest.fixture
async def http(platform, control, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}", control=control)
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def ask(http, control):
    async def send(method, path, body=None, **headers):
        own = {"Authorization": f"Bearer {control.token.reveal()}"}
        async with http.request(
            method, f"/control/{path}", json=body, headers={**own, **headers}
        ) as response:
            return response.status, await response.json()

    return send


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer \u00e9", "Bearer " + "x" * 43]
)
@pytest.mark.parametrize("path", ["clock", "faults", "user-tokens", "api-keys", "cleanup"])
async def test_without_the_control_token_nothing_is_steered(ask, control, authorization, path):
    status, _ = await ask("POST", path, {"advance": "1s"}, Authorization=authorization)

    assert status == 401
    assert control.steering.plan.ahead.total_seconds() == 0


@pytest.mark.parametrize("profile", SHIPPED)
async def test_no_route_of_the_control_api_is_open(
    aiohttp_client, unused_tcp_port, platform, profile
):
    wired = replace(platform, profile=load_profile(profile))
    steering = Steering(platform.store.state)
    origin = f"http://127.0.0.1:{unused_tcp_port}"
    app = platform_app(wired, origin, control=Control(steering=steering))
    http = await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})

    for route in (*CONTROL_ROUTES, *dialect_of(wired.profile).control_routes):
        async with http.request(route.method, f"/control{route.path}", json={}) as response:
            assert (route.path, response.status) == (route.path, 401)
    assert steering.plan == Plan()


async def test_a_page_of_another_origin_steers_nothing(ask, control):
    status, _ = await ask("POST", "clock", {"advance": "1s"}, Origin="https://evil.example")

    assert status == 403
    assert control.steering.plan.ahead.total_seconds() == 0


async def test_a_platform_that_nobody_steers_has_no_control(
    platform, aiohttp_client, unused_tcp_port
):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    http = await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})

    async with http.post("/control/clock", json={"advance": "1s"}) as response:
        assert response.status == 404


async def test_time_moves_forward(ask):
    assert await ask("POST", "clock", {"advance": "3601s"}) == (
        200,
        {"now": "2026-11-23T21:40:54.820000Z", "ahead_seconds": 3601.0},
    )
    assert (await ask("GET", "clock"))[1]["ahead_seconds"] == 3601.0
    assert (await ask("DELETE", "clock"))[1]["ahead_seconds"] == 0


@pytest.mark.parametrize(
    "advance", ["-1s", "1", "", "1y", "999999999d", "3661d", "\u0661s", 5, None]
)
async def test_time_does_not_jump_anywhere_else(ask, control, advance):
    status, _ = await ask("POST", "clock", {"advance": advance})

    assert status == (200 if advance == "1" else 422 if advance in {5, None} else 400)
    assert control.steering.plan.ahead.total_seconds() <= 1


async def test_a_token_and_a_key_of_the_demo_user_are_made(ask, http):
    _, minted = await ask("POST", "user-tokens", {})
    status, made = await ask("POST", "api-keys", {"permissions": ["IDENTITY"]})

    headers = {"Authorization": f"Bearer {minted['access_token']}"}
    async with http.get("/api/oauth/apps/mine", headers=headers) as response:
        assert response.status == 200
    async with http.get("/external-api/v1/me", headers={"X-API-Key": made["api_key"]}) as response:
        assert (await response.json())["id"] == DEMO_USER_ID
    assert status == 201


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("user-tokens", {"email": "nobody@example.com"}),
        ("api-keys", {"permissions": ["NOPE"]}),
        ("faults", {"fault": "nope", "endpoint": "token"}),
        ("faults", {"fault": "503", "endpoint": "nope"}),
        ("faults", {"fault": "503", "endpoint": "token", "times": 0}),
        ("faults", {"fault": "503", "endpoint": "token", "times": []}),
        ("faults", {"fault": "503", "endpoint": "token", "times": "9" * 5000}),
        ("faults", {"fault": "slow", "endpoint": "token", "delay": 601}),
        ("faults", {"fault": "slow", "endpoint": "token", "delay": float("nan")}),
    ],
)
async def test_what_cannot_be_done_is_said(ask, path, body):
    status, answer = await ask("POST", path, body)

    assert status == 400
    assert answer["detail"]


async def test_clean_up_counts_what_it_deletes(ask, platform, app, new_code, new_tokens, watch):
    await new_code(app)
    await new_tokens(app)
    nothing = await ask("POST", "cleanup")
    watch.advance(hours=2)
    some = await ask("POST", "cleanup")
    watch.advance(days=30)

    assert nothing[1] == {"codes": 0, "access_tokens": 0, "refresh_tokens": 0}
    assert some[1] == {"codes": 2, "access_tokens": 1, "refresh_tokens": 0}
    assert (await ask("POST", "cleanup"))[1] == {
        "codes": 0,
        "access_tokens": 0,
        "refresh_tokens": 1,
    }


async def test_health_is_no_secret(http, platform):
    async with http.get("/healthz") as response:
        well = response.status, await response.json()
    await platform.store.close()
    async with http.get("/healthz") as response:
        ill = response.status

    assert well == (200, {"status": "ok"})
    assert ill == 503


async def test_a_database_that_fails_is_one_line_in_the_terminal(http, platform, caplog):
    await platform.store.close()
    body = {"client_id": "a", "client_secret": "b", "token": "c"}
    async with http.post("/api/oauth/introspect", json=body) as response:
        status = response.status

    assert status == 500
    said = [record for record in caplog.records if "failed" in record.getMessage()]
    assert [record.exc_info for record in said] == [None]
    assert (
        said[0]
        .getMessage()
        .startswith("POST /api/oauth/introspect failed: the database file failed: ")
    )

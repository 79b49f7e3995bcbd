"""Faults on request: what goes wrong, how often, and for whom."""

import json

import aiohttp
import pytest
from tests.oauth_tool.web.test_platform_pages import consent_path, csrf_of, read, sign_in, submit

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.faults import KINDS_OF_WIRE, MEANINGS, PROTOCOL_ERRORS, read_fault
from oauth_tool.platform.steering import Steering
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_control import Control
from oauth_tool.web.platform_errors import HEADERS
from tool_cli.errors import InvalidInput


@pytest.fixture
def control(platform, watch):
    return Control(steering=Steering(platform.store.state, base=watch))


@pytest.fixture
def fail(control, platform):
    return lambda text: control.steering.add_faults([read_fault(platform.profile, text)])


@pytest.fixture
async def http(platform, control, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}", control=control)
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def introspect(http):
    async def send(app):
        body = {"token": "x", **app.credentials}
        async with http.post("/api/oauth/introspect", json=body) as response:
            assert {name: response.headers[name] for name in HEADERS} == HEADERS
            return response.status, response.content_type, await response.text()

    return send


@pytest.mark.parametrize("kind", PROTOCOL_ERRORS)
async def test_every_protocol_error_has_the_platforms_shape(fail, introspect, app, kind):
    await fail(f"{kind}@introspection")

    status, _, text = await introspect(app)

    assert status == PROTOCOL_ERRORS[kind].status
    assert "this fault was asked for" in json.loads(text)["detail"]


@pytest.mark.parametrize("kind", ["500", "503"])
async def test_a_server_error_has_its_status(fail, introspect, app, kind):
    await fail(f"{kind}@introspection")

    status, content_type, text = await introspect(app)

    assert (status, content_type) == (int(kind), "application/json")
    assert "detail" in json.loads(text)


@pytest.mark.parametrize("kind", ["truncated_json", "malformed_json"])
async def test_broken_json_cannot_be_read(fail, introspect, app, kind):
    await fail(f"{kind}@introspection")

    status, content_type, text = await introspect(app)

    assert (status, content_type) == (200, "application/json")
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)


async def test_a_wrong_content_type_comes_with_a_good_body(fail, introspect, app):
    await fail("wrong_content_type@introspection")

    _, content_type, text = await introspect(app)

    assert content_type == "text/plain"
    assert json.loads(text)["active"] is False


async def test_a_dropped_connection_has_no_answer(fail, introspect, app):
    await fail("dropped_connection@introspection")

    with pytest.raises(aiohttp.ClientError):
        await introspect(app)
    assert (await introspect(app))[0] == 200


async def test_a_slow_answer_is_a_good_one(http, control, introspect, app):
    headers = {"Authorization": f"Bearer {control.token.reveal()}"}
    body = {"fault": "slow", "endpoint": "/api/oauth", "times": "always", "delay": 0}
    async with http.post("/control/faults", json=body, headers=headers) as response:
        assert response.status == 201

    assert (await introspect(app))[0] == 200


@pytest.mark.parametrize(
    ("times", "statuses"),
    [("", [503, 200, 200]), (":2", [503, 503, 200]), (":always", [503, 503, 503])],
)
async def test_a_fault_happens_as_often_as_asked(fail, introspect, app, times, statuses):
    await fail(f"503@introspection{times}")

    assert [(await introspect(app))[0] for _ in statuses] == statuses


async def test_a_fault_strikes_one_client_alone(fail, http, introspect, add_app, new_tokens):
    struck, spared = await add_app(), await add_app()
    tokens = await new_tokens(struck)
    await fail(f"503@any:always:{struck.client.client_id}")

    assert (await introspect(spared))[0] == 200
    assert (await introspect(struck))[0] == 503
    headers = {"Authorization": f"Bearer {tokens.access_token.reveal()}"}
    async with http.get("/external-api/v1/me", headers=headers) as response:
        assert response.status == 503
    for body in (b"", b"[]", b"{", b"\xff", b'{"client_id": 7}'):
        async with http.post("/api/oauth/token", data=body) as response:
            assert response.status == 422


async def test_what_steers_the_platform_never_fails(fail, http, control):
    await fail("500@any:always")
    headers = {"Authorization": f"Bearer {control.token.reveal()}"}

    async with http.get("/healthz") as response:
        assert response.status == 200
    async with http.delete("/control/faults", headers=headers) as response:
        assert response.status == 200
    async with http.get("/login") as response:
        assert response.status == 200


@pytest.mark.parametrize(
    ("fault", "query"),
    [
        ("access_denied@authorization", "error=access_denied"),
        ("missing_state@authorization", "code="),
    ],
)
async def test_a_faulty_redirect_waits_until_the_app_gets_one(
    fail, http, platform, app, fault, query
):
    await fail(fault)
    await sign_in(http)
    _, _, text = await read(http, consent_path(app))
    asked = app.request()
    fields = {
        "client_id": asked.client_id,
        "redirect_uri": asked.redirect_uri,
        "scope": "IDENTITY",
        "state": "xyz",
        "code_challenge": asked.code_challenge,
        "csrf_token": csrf_of(text),
        "decision": "allow",
    }

    _, faulty, _ = await submit(http, "/auth/authorize", fields)
    _, good, _ = await submit(http, "/auth/authorize", fields)

    assert query in faulty
    assert ("state=" in faulty) is fault.startswith("access_denied")
    assert "code=" in good
    assert "state=xyz" in good


async def test_the_endpoint_behind_the_page_loses_the_state_too(fail, http, platform, app, watch):
    await fail("missing_state@authorization")
    asked = app.request()
    body = {
        "client_id": asked.client_id,
        "redirect_uri": asked.redirect_uri,
        "scopes": ["IDENTITY"],
        "state": "xyz",
        "code_challenge": asked.code_challenge,
    }
    headers = {"Authorization": f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"}

    async with http.post("/api/oauth/authorize", json=body, headers=headers) as response:
        redirect = (await response.json())["redirect_url"]

    assert "code=" in redirect
    assert "state" not in redirect


async def test_no_fault_sends_anybody_to_an_unchecked_address(fail, http, app):
    await fail("access_denied@authorization")

    status, headers, _ = await read(http, consent_path(app, redirect_uri="https://evil.example/"))

    assert status == 400
    assert "Location" not in headers


def test_every_kind_has_a_name_that_can_be_asked_for(platform):
    for kind in MEANINGS:
        if kind in KINDS_OF_WIRE["autogpt"]:
            assert read_fault(platform.profile, f"{kind}@token").kind == kind
        else:
            with pytest.raises(InvalidInput):
                read_fault(platform.profile, f"{kind}@token")


async def test_a_fault_strikes_one_code_alone(fail, http, app, new_code):
    struck, spared = await new_code(app), await new_code(app)
    await fail(f"invalid_grant@token:always:code={struck}")

    statuses = []
    for code in (struck, spared, struck):
        body = {"grant_type": "authorization_code", **app.code_parameters(code)}
        async with http.post("/api/oauth/token", json=body) as response:
            statuses.append(response.status)

    assert statuses == [400, 200, 400]


async def test_a_fault_that_cannot_be_in_an_answer_gives_way_to_the_next(fail, introspect, app):
    await fail("missing_state@any:always")
    await fail("503@introspection")

    assert [(await introspect(app))[0] for _ in range(2)] == [503, 200]

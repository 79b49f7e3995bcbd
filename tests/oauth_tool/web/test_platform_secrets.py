"""What presenting a secret costs, and whom: the event loop never, the right one once."""

import hashlib
import threading

import pytest
from tests.oauth_tool.web.test_platform_sign_up import GOOD, HTML, send

from oauth_tool.oauth.credentials import Secret, hash_secret
from oauth_tool.platform.steering import Steering
from oauth_tool.platform.verified_secrets import LIFETIME
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_control import Control


@pytest.fixture
def hashed_in(monkeypatch):
    """Return the list of the threads in which scrypt has run since."""
    threads, scrypt = [], hashlib.scrypt

    def noted(*arguments, **options):
        threads.append(threading.get_ident())
        return scrypt(*arguments, **options)

    monkeypatch.setattr(hashlib, "scrypt", noted)
    return threads


@pytest.fixture
def control(platform, watch):
    return Control(steering=Steering(platform.store.state, base=watch))


@pytest.fixture
async def http(platform, control, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}", control=control)
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def introspect(http):
    async def send(client_id, secret):
        body = {"token": "x", "client_id": client_id, "client_secret": secret}
        async with http.post("/api/oauth/introspect", json=body) as response:
            return response.status

    return send


async def test_no_secret_is_hashed_on_the_event_loop(http, control, app, introspect, hashed_in):
    await introspect(app.client.client_id, app.secret)
    await introspect(app.client.client_id, "wrong")
    await introspect("agpt_client_nobody", "wrong")
    bearer = {"Authorization": f"Bearer {control.token.reveal()}"}
    async with http.post(
        "/control/api-keys", json={"permissions": ["IDENTITY"]}, headers=bearer
    ) as response:
        key = (await response.json())["api_key"]
    wrong_key = key[:-9] + ("x" if key[-9] != "x" else "y") + key[-8:]
    for presented in (key, wrong_key):
        async with http.get("/external-api/v1/me", headers={"X-API-Key": presented}):
            pass
    http.session.headers.update(HTML)
    await send(http, "/signup", **GOOD)
    for password in (GOOD["password"], "wrong password"):
        await send(http, "/login", email=GOOD["email"], password=password)

    assert len(hashed_in) == 11
    assert threading.get_ident() not in hashed_in


async def test_the_right_secret_is_paid_for_once_and_every_wrong_one_in_full(
    app, introspect, hashed_in, watch, disable
):
    client_id = app.client.client_id

    async def cost_of(name, secret, status):
        before = len(hashed_in)
        assert await introspect(name, secret) == status
        return len(hashed_in) - before

    assert [await cost_of(client_id, app.secret, 200) for _ in range(3)] == [1, 0, 0]
    assert [await cost_of(client_id, app.secret + "x", 401) for _ in range(3)] == [2, 2, 2]
    assert await cost_of("agpt_client_nobody", app.secret, 401) == 2
    watch.advance(seconds=LIFETIME.total_seconds())
    assert await cost_of(client_id, app.secret, 200) == 1
    await disable(app)
    assert await cost_of(client_id, app.secret + "x", 401) == 2


async def test_a_secret_that_was_replaced_is_worth_nothing_at_once(
    platform, app, introspect, watch
):
    assert await introspect(app.client.client_id, app.secret) == 200
    new = hash_secret(Secret("agpt_secret_new"), platform.profile.credentials.scrypt, bytes)

    await platform.store.replace_secret(app.client, new, watch(), None)

    assert await introspect(app.client.client_id, app.secret) == 401
    assert await introspect(app.client.client_id, "agpt_secret_new") == 200


async def test_a_disabled_app_is_refused_whatever_was_verified_before(app, introspect, disable):
    assert await introspect(app.client.client_id, app.secret) == 200

    await disable(app)

    assert await introspect(app.client.client_id, app.secret) == 401

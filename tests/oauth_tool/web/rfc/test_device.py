"""Devices without a browser (RFC 8628): codes, a page, and polling."""

import asyncio
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plumbing.standard_platform import CALLBACK, fields_in, sign_in

from oauth_tool.platform.rfc.device.user_codes import LETTERS, new_user_code, normalized, spelled

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
HTML = {"Accept": "text/html"}


async def registered(standard, **metadata):
    document = {"token_endpoint_auth_method": "none", **metadata}
    async with standard.http.post(f"{standard.issuer}/register", json=document) as answer:
        body = await answer.json()
        assert answer.status == 201, body
    return SimpleNamespace(client_id=body["client_id"])


@pytest.fixture
async def television(standard):
    """Return a public client that may use the device grant, and renew."""
    return await registered(
        standard, client_name="Television", grant_types=[GRANT, "refresh_token"]
    )


@pytest.fixture
def start(standard, television):
    async def start(**changes):
        fields = {"client_id": television.client_id, "scope": "openid api.read", **changes}
        return await standard.post(f"{standard.issuer}/device_authorization", fields)

    return start


@pytest.fixture
def poll(standard, television):
    async def poll(started, **changes):
        fields = {
            "grant_type": GRANT,
            "client_id": television.client_id,
            "device_code": started.body["device_code"],
            **changes,
        }
        return await standard.post("token", fields)

    return poll


@pytest.fixture
def decide(standard):
    """Return a function by which the demo user decides at the page, and what the page says."""

    async def decide(url, decision):
        login = (await standard.get(url)).location
        path = await sign_in(standard, login) if login else url.removeprefix(standard.issuer)
        shown = await standard.get(standard.issuer + path, **HTML)
        fields = {**fields_in(shown.text), "decision": decision}
        return shown, await standard.post(f"{standard.issuer}/device", fields, None, **HTML)

    return decide


async def test_a_user_agrees_and_the_device_gets_tokens_once(standard, start, poll, decide):
    started = await start(resource="https://mcp.example/")
    waiting = await poll(started)
    shown, done = await decide(started.body["verification_uri_complete"], "allow")
    await standard.platform.advance("5s")
    tokens = await poll(started)
    again = await poll(started)
    app = await standard.register()
    asked = {"token": tokens.body["access_token"]}

    assert started.body["verification_uri"] == f"{standard.issuer}/device"
    assert (started.body["expires_in"], started.body["interval"]) == (600, 5)
    assert (waiting.status, waiting.body["error"]) == (400, "authorization_pending")
    assert started.body["user_code"] in shown.text
    assert "The device is connected" in done.text
    assert {"access_token", "refresh_token", "id_token"} <= set(tokens.body)
    assert again.body["error"] == "invalid_grant"
    known = (await standard.post("introspection", asked, app)).body
    assert (known["scope"], known["aud"]) == ("openid api.read", ["https://mcp.example/"])


async def test_a_no_reaches_the_device_and_nobody_decides_twice(standard, start, poll, decide):
    started = await start()
    url = started.body["verification_uri_complete"]
    _, done = await decide(url, "deny")
    again = await standard.get(url, **HTML)

    assert "was refused" in done.text
    assert "not known here" in again.text
    assert (await poll(started)).body["error"] == "access_denied"
    assert (await poll(started)).body["error"] == "invalid_grant"


async def test_a_device_that_asks_too_often_has_to_wait_longer(standard, start, poll):
    started = await start()
    errors = []
    for wait in ("0s", "1s", "6s", "15s"):
        await standard.platform.advance(wait)
        errors.append((await poll(started)).body["error"])

    # Each early request adds five seconds: 5, then 10 after the second, 15 after the third.
    assert errors == ["authorization_pending", "slow_down", "slow_down", "authorization_pending"]


async def test_codes_are_over_after_ten_minutes(standard, start, poll):
    started = await start()
    await standard.platform.advance("601s")

    assert (await poll(started)).body["error"] == "expired_token"


async def test_a_device_code_is_its_own_clients(standard, start, poll):
    other = await standard.register()
    started = await start()
    fields = {"grant_type": GRANT, "device_code": started.body["device_code"]}

    assert (await poll(started, device_code="x")).body["error"] == "invalid_grant"
    assert (await standard.post("token", fields, other)).body["error"] == "invalid_grant"


async def test_a_client_that_is_registered_for_other_grants_has_no_devices(standard, start, poll):
    browser_app = await registered(standard, redirect_uris=[CALLBACK])
    started = await start()

    for answer in (
        await start(client_id=browser_app.client_id),
        await poll(started, client_id=browser_app.client_id),
    ):
        assert answer.body["error"] == "unauthorized_client"


async def test_what_a_device_may_not_have_is_refused_at_once(start):
    assert (await start(scope="everything")).body["error"] == "invalid_scope"
    assert (await start(scope="")).body["error"] == "invalid_scope"
    assert (await start(resource="not a place")).body["error"] == "invalid_target"


async def test_of_many_guesses_at_a_code_ten_count(standard, start):
    started = await start()
    page = f"{standard.issuer}/device?user_code="
    await sign_in(standard, (await standard.get(page)).location)

    guessed = [await standard.get(f"{page}BBBB-BBB{letter}", **HTML) for letter in LETTERS[:10]]
    too_many = await standard.get(started.body["verification_uri_complete"], **HTML)
    await standard.platform.advance("10m")
    fresh = await start()
    later = await standard.get(fresh.body["verification_uri_complete"], **HTML)

    assert {one.status for one in guessed} == {200}
    assert (too_many.status, later.status) == (429, 200)
    assert fresh.body["user_code"] in later.text


async def test_of_many_devices_with_one_code_one_gets_tokens(standard, start, poll, decide):
    started = await start()
    await decide(started.body["verification_uri_complete"], "allow")

    answers = await asyncio.gather(*(poll(started) for _ in range(16)))

    assert sorted(answer.status for answer in answers) == [200, *[400] * 15]
    assert {one.body["error"] for one in answers if one.status == 400} == {"invalid_grant"}


async def test_a_forged_decision_is_refused(standard, start, poll):
    started = await start()
    forged = {"user_code": started.body["user_code"], "decision": "allow"}

    assert (await standard.post(f"{standard.issuer}/device", forged)).status == 403
    assert (await poll(started)).body["error"] == "authorization_pending"


async def test_resources_that_were_granted_are_what_a_token_is_for(standard, standard_app):
    two = ["https://a.example/", "https://b.example/"]
    asking = standard.asking(standard_app, resource=two[0]) + "&resource=https%3A%2F%2Fb.example%2F"
    answer = await standard.platform.approve(asking)
    code = answer.partition("code=")[2].partition("&")[0]
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": "v" * 43,
    }
    wrong = await standard.post("token", {**fields, "resource": "https://c.example/"}, standard_app)
    tokens = (await standard.post("token", {**fields, "resource": two[0]}, standard_app)).body
    renewed = (await standard.renew(standard_app, tokens["refresh_token"])).body

    async def audience(token):
        return (await standard.post("introspection", {"token": token}, standard_app)).body["aud"]

    assert wrong.body["error"] == "invalid_target"
    assert await audience(tokens["access_token"]) == [two[0]]
    assert await audience(renewed["access_token"]) == two
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await standard.get(f"{standard.issuer}/api", **bearer)).status == 401


@given(st.binary(min_size=4000, max_size=4000))
def test_user_codes_are_eight_letters_and_survive_how_people_type(data):
    source = iter(data)
    try:
        code = new_user_code(lambda n: bytes(next(source) for _ in range(n)))
    except RuntimeError:  # every byte was out of range
        return

    assert len(code) == 8
    assert set(code) <= set(LETTERS)
    assert normalized(f" {spelled(code).lower()} ") == code

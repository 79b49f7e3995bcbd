"""Pushed authorization requests: checked when they come, answered once (RFC 9126)."""

import asyncio
from urllib.parse import urlencode

import pytest
from tests.plumbing.standard_platform import (
    action_in,
    answer_in,
    code_form,
    decide,
    fields_in,
    request,
    sign_in,
)

HTML = {"Accept": "text/html"}


@pytest.fixture
def push(standard):
    async def push(app, **changes):
        fields = request(app, **changes)
        fields.pop("client_id")
        return await standard.post(f"{standard.issuer}/par", fields, app)

    return push


def naming(standard, app, request_uri, **more):
    fields = {"client_id": app.client_id, "request_uri": request_uri, **more}
    return f"{standard.platform.endpoint('authorization')}?{urlencode(fields)}"


async def test_a_pushed_request_is_named_in_the_browser_and_answered_once(
    standard, standard_app, push
):
    pushed = await push(standard_app)
    url = naming(standard, standard_app, pushed.body["request_uri"], scope="api.delete")
    login = (await standard.get(url)).location
    back = await sign_in(standard, login)
    page, answer = await decide(standard, back, "allow")
    given = answer_in(answer.location)
    tokens = await standard.post("token", code_form(given["code"]), standard_app)

    assert (pushed.status, pushed.body["expires_in"]) == (201, 600)
    assert "api.read" not in login + back  # what was pushed stays out of the browser
    assert "Read your data" in page.text
    assert given["state"] == "xyz"
    assert tokens.body["scope"] == "openid api.read"
    assert (await standard.get(url, **HTML)).status == 400


async def test_of_many_answers_to_a_pushed_request_one_is_a_code(standard, standard_app, push):
    uri = (await push(standard_app)).body["request_uri"]
    url = naming(standard, standard_app, uri)
    back = await sign_in(standard, (await standard.get(url)).location)
    page = await standard.get(standard.issuer + back, **HTML)
    decision = {**fields_in(page.text), "decision": "allow"}

    answers = await asyncio.gather(
        *(standard.post(standard.issuer + action_in(page.text), decision, **HTML) for _ in "x" * 16)
    )

    (code,) = [answer_in(one.location)["code"] for one in answers if one.status == 303]
    assert (await standard.post("token", code_form(code), standard_app)).status == 200
    assert {one.status for one in answers} <= {303, 400, 409}


async def test_what_is_wrong_with_a_request_is_said_when_it_is_pushed(standard, standard_app, push):
    wrong = {
        "invalid_scope": {"scope": "api.everything"},
        "invalid_request": {"redirect_uri": "https://evil.example/"},
        "unsupported_response_type": {"response_type": "token"},
    }

    for error, changes in wrong.items():
        answer = await push(standard_app, **changes)
        assert (answer.status, answer.body["error"]) == (400, error), changes
    assert (await push(standard_app, code_challenge=None)).body["error"] == "invalid_request"
    assert (await push(standard_app, request_uri="urn:x")).body["error"] == "invalid_request"


async def test_a_body_that_is_too_long_is_said_to_be(standard, standard_app):
    long = {"state": "x" * 70_000}

    for endpoint in ("par", "token", "introspect"):
        answer = await standard.post(f"{standard.issuer}/{endpoint}", long, standard_app)
        assert (answer.status, answer.body["error"]) == (413, "invalid_request")


async def test_nobody_pushes_for_a_client_without_its_secret(standard, standard_app):
    answer = await standard.post(f"{standard.issuer}/par", request(standard_app))

    assert (answer.status, answer.body["error"]) == (401, "invalid_client")


async def test_a_pushed_request_is_there_for_its_own_client_and_for_ten_minutes(
    standard, standard_app, push
):
    other = await standard.register()
    uri = (await push(standard_app)).body["request_uri"]

    assert (await standard.get(naming(standard, other, uri), **HTML)).status == 400
    assert (await standard.get(naming(standard, standard_app, uri))).status == 303
    await standard.platform.advance("601s")
    assert (await standard.get(naming(standard, standard_app, uri), **HTML)).status == 400


async def test_a_sign_in_that_is_asked_for_happens_once_even_within_a_second(
    standard, standard_app, push
):
    await sign_in(standard, (await standard.get(standard.asking(standard_app))).location)
    uri = (await push(standard_app, prompt="login")).body["request_uri"]
    login = await standard.get(naming(standard, standard_app, uri))
    page = await standard.get(standard.issuer + await sign_in(standard, login.location), **HTML)

    assert login.location.startswith("/login?")
    assert "Read your data" in page.text

"""Clients that register themselves, and look after that (RFC 7591, RFC 7592)."""

from types import SimpleNamespace

import pytest
from joserfc.jwk import ECKey
from tests.plumbing.standard_platform import CALLBACK, answer_in, code_form

JSON = {"redirect_uris": [CALLBACK], "client_name": "Robo"}


@pytest.fixture
def send(standard):
    async def send(method, url, document=None, token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with standard.http.request(method, url, json=document, headers=headers) as answer:
            body = await answer.json() if answer.content_type == "application/json" else None
            return SimpleNamespace(status=answer.status, headers=answer.headers, body=body)

    return send


@pytest.fixture
def register(standard, send):
    async def register(**changes):
        document = {**JSON, **changes}
        given = {name: value for name, value in document.items() if value is not None}
        return await send("POST", f"{standard.issuer}/register", given)

    return register


def app_of(body):
    return SimpleNamespace(client_id=body["client_id"], client_secret=body.get("client_secret", ""))


async def test_a_registered_client_walks_through_the_flow(standard, register):
    answer = await register(grant_types=["authorization_code", "refresh_token"])
    app = app_of(answer.body)
    tokens = await standard.tokens(app)

    assert (answer.status, answer.headers["Cache-Control"]) == (201, "no-store")
    assert answer.body["client_secret_expires_at"] == 0
    assert answer.body["token_endpoint_auth_method"] == "client_secret_basic"
    assert answer.body["response_types"] == ["code"]
    assert answer.body["id_token_signed_response_alg"] == "RS256"
    assert await standard.is_active(app, tokens["refresh_token"])


async def test_a_public_client_and_one_with_a_key_are_told_no_secret(register):
    key = ECKey.generate_key("P-256").as_dict(private=False)
    with_key = {"token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": [dict(key)]}}

    for changes in ({"token_endpoint_auth_method": "none"}, with_key):
        answer = await register(**changes)
        assert answer.status == 201, answer.body
        assert "client_secret" not in answer.body


async def test_what_cannot_be_accepted_is_named(register):
    private = ECKey.generate_key("P-256").as_dict(private=True)
    wrong = [
        ("invalid_redirect_uri", {"redirect_uris": ["javascript:alert(1)"]}),
        ("invalid_redirect_uri", {"redirect_uris": ["http://app.example/cb"]}),
        ("invalid_redirect_uri", {"redirect_uris": None}),
        ("invalid_client_metadata", {"redirect_uris": CALLBACK}),
        ("invalid_client_metadata", {"grant_types": ["password"]}),
        ("invalid_client_metadata", {"response_types": ["token"]}),
        ("invalid_client_metadata", {"scope": "everything"}),
        ("invalid_client_metadata", {"scope": ""}),
        ("invalid_client_metadata", {"client_name": "a\0b"}),
        ("invalid_client_metadata", {"client_name": 7}),
        ("invalid_client_metadata", {"logo_uri": "javascript:alert(1)"}),
        ("invalid_client_metadata", {"client_uri": "data:text/html,hello"}),
        ("invalid_client_metadata", {"jwks_uri": "http://127.0.0.1/keys"}),
        ("invalid_client_metadata", {"jwks": {"keys": [dict(private)]}}),
        ("invalid_client_metadata", {"jwks": {"keys": [{"kty": "RSA", "n": "x", "p": "y"}]}}),
        ("invalid_client_metadata", {"jwks": {"keys": [{"kty": "EC", "crv": 5}]}}),
        ("invalid_client_metadata", {"jwks": {"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}}),
        ("invalid_redirect_uri", {"redirect_uris": ["https://*.example/cb"]}),
        ("invalid_client_metadata", {"id_token_signed_response_alg": "none"}),
        ("invalid_client_metadata", {"userinfo_signed_response_alg": "RS256"}),
        ("invalid_client_metadata", {"software_statement": "a.b.c"}),
        ("invalid_client_metadata", {"token_endpoint_auth_method": "private_key_jwt"}),
        ("invalid_client_metadata", {"token_endpoint_auth_method": ["none"]}),
        ("invalid_client_metadata", {"contacts": "me@app.example"}),
        (
            "invalid_client_metadata",
            {"token_endpoint_auth_method": "none", "grant_types": ["client_credentials"]},
        ),
    ]

    for error, changes in wrong:
        answer = await register(**changes)
        assert (answer.status, answer.body["error"]) == (400, error), changes


async def test_a_body_that_is_no_object_is_refused(standard, send):
    for body in ([], "text", None):
        assert (await send("POST", f"{standard.issuer}/register", body)).status == 400


async def test_a_client_looks_after_its_registration(standard, register, send):
    first = (await register(contacts=["dev@app.example"])).body
    url, token = first["registration_client_uri"], first["registration_access_token"]
    tokens = await standard.tokens(app_of(first))
    read = await send("GET", url, token=token)
    changed = {**JSON, "client_id": first["client_id"], "client_name": "New", "scope": "openid"}
    replaced = await send("PUT", url, changed, token)
    again = await send("GET", url, token=token)
    deleted = await send("DELETE", url, token=token)

    assert read.body == {
        name: value for name, value in first.items() if not name.startswith("client_secret")
    }
    assert (replaced.body["client_name"], replaced.body["scope"]) == ("New", "openid")
    assert "contacts" not in replaced.body  # what is left out is taken away
    assert again.body == replaced.body
    assert deleted.status == 204
    assert (await send("GET", url, token=token)).status == 401
    other = await standard.register()
    assert not await standard.is_active(other, tokens["access_token"])


async def test_nobody_else_may_look_after_it(standard, register, send):
    first, second = (await register()).body, (await register()).body
    url = first["registration_client_uri"]
    tokens = [None, "", "x", second["registration_access_token"], first["client_secret"], "é"]

    for token in tokens:
        for method in ("GET", "PUT", "DELETE"):
            answer = await send(method, url, JSON if method == "PUT" else None, token)
            assert answer.status == 401
            (challenge,) = answer.headers.getall("WWW-Authenticate")
            assert challenge.startswith("Bearer")
    assert (await send("GET", f"{standard.issuer}/register/none", token="x")).status == 401


async def test_a_replacement_is_whole_and_about_the_same_client(register, send):
    first = (await register()).body
    url, token = first["registration_client_uri"], first["registration_access_token"]
    whole = {**JSON, "client_id": first["client_id"]}
    wrong = [
        JSON,
        {**whole, "client_id": "other"},
        {**whole, "client_secret": "wrong"},
        {**whole, "registration_access_token": token},
        {**whole, "token_endpoint_auth_method": "none"},
        {**whole, "redirect_uris": []},
    ]

    for document in wrong:
        assert (await send("PUT", url, document, token)).status == 400, document
    right = {**whole, "client_secret": first["client_secret"]}
    assert (await send("PUT", url, right, token)).status == 200


async def test_a_client_that_was_told_no_secret_does_not_change_to_one(register, send):
    keys = {"jwks": {"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}}
    first = (await register(token_endpoint_auth_method="private_key_jwt", **keys)).body
    url, token = first["registration_client_uri"], first["registration_access_token"]
    whole = {**JSON, "client_id": first["client_id"]}

    lost = await send(
        "PUT", url, {**whole, "token_endpoint_auth_method": "client_secret_basic"}, token
    )
    kept = await send(
        "PUT", url, {**whole, "token_endpoint_auth_method": "private_key_jwt", **keys}, token
    )

    assert (lost.status, lost.body["error"]) == (400, "invalid_client_metadata")
    assert kept.status == 200


async def test_a_client_that_registered_to_push_its_requests_must(standard, register):
    app = app_of((await register(require_pushed_authorization_requests=True)).body)
    unpushed = await standard.get(standard.asking(app))

    assert answer_in(unpushed.location)["error"] == "invalid_request"


async def test_a_client_keeps_to_the_method_that_it_registered(standard, register):
    app = app_of((await register(token_endpoint_auth_method="client_secret_post")).body)
    code = await standard.code(app)
    secrets = {"client_id": app.client_id, "client_secret": app.client_secret}

    assert (await standard.post("token", code_form(code), app)).status == 401
    assert (await standard.post("token", {**code_form(code), **secrets})).status == 200

"""The bodies and statuses that AutoGPT's clients rely on, to the letter."""

import pytest
from tests.plumbing.embedded_platform import REDIRECT_URI

from oauth_tool.web.platform_app import platform_app

JSON_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-XSS-Protection": "1; mode=block",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-store, no-cache, must-revalidate, private",
    "Pragma": "no-cache",
    "Expires": "0",
}


@pytest.fixture
async def http(platform, aiohttp_client, unused_tcp_port):
    """Return an HTTP client of the platform."""
    port = unused_tcp_port
    app = platform_app(platform, f"http://127.0.0.1:{port}")
    return await aiohttp_client(app, server_kwargs={"port": port})


@pytest.fixture
def post(http):
    async def send(path, body):
        async with http.post(f"/api/oauth/{path}", json=body) as response:
            return response.status, await response.json()

    return send


@pytest.fixture
def me(http):
    async def ask(token):
        headers = {"Authorization": f"Bearer {token}"}
        async with http.get("/external-api/v1/me", headers=headers) as response:
            return response.status, await response.json()

    return ask


def code_request(app, code, changes=None):
    return {"grant_type": "authorization_code", **app.code_parameters(code, changes)}


async def test_tokens_for_a_code_and_for_a_refresh_token_have_the_same_shape(post, app, new_code):
    status, first = await post("token", code_request(app, await new_code(app)))
    refresh = {
        "grant_type": "refresh_token",
        "refresh_token": first["refresh_token"],
        **app.credentials,
    }
    _, second = await post("token", refresh)

    assert status == 200
    for answer in (first, second):
        assert list(answer) == [
            "token_type",
            "access_token",
            "access_token_expires_at",
            "refresh_token",
            "refresh_token_expires_at",
            "scopes",
        ]
        assert answer["token_type"] == "Bearer"
        assert answer["access_token_expires_at"] == "2026-11-23T21:40:53.820000Z"
        assert answer["refresh_token_expires_at"] == "2026-12-23T20:40:53.820000Z"
        assert answer["scopes"] == ["IDENTITY"]
    assert first["access_token"] != second["access_token"]


@pytest.mark.parametrize(
    ("changes", "status", "detail"),
    [
        ({"client_id": "agpt_client_x"}, 401, "Invalid client_id"),
        ({"client_secret": "agpt_secret_x"}, 401, "Invalid client_secret"),
        ({"code": "x"}, 400, "Invalid grant: authorization code not found"),
        ({"redirect_uri": f"{REDIRECT_URI}/"}, 400, "Invalid grant: redirect_uri mismatch"),
        (
            {"code_verifier": ""},
            400,
            "Invalid grant: code_verifier required but not provided",
        ),
        ({"code_verifier": "w" * 43}, 400, "Invalid grant: PKCE verification failed"),
        ({"code_verifier": "é" * 43}, 400, "Invalid grant: PKCE verification failed"),
    ],
)
async def test_a_refused_code_is_answered_with_the_platforms_own_words(
    post, app, new_code, changes, status, detail
):
    answer = await post("token", code_request(app, await new_code(app), changes))

    assert answer == (status, {"detail": detail})


async def test_a_replay_names_the_moment_of_the_first_use(post, app, new_code):
    request = code_request(app, await new_code(app))
    await post("token", request)

    assert await post("token", request) == (
        400,
        {
            "detail": "Invalid grant: authorization code already used at"
            " 2026-11-23 20:40:53.820000+00:00"
        },
    )


async def test_every_mistake_in_a_body_is_named_and_nothing_of_it_is_repeated(post, app):
    body = {"grant_type": "authorization_code", "client_id": 7, "client_secret": app.secret}

    status, answer = await post("token", body)

    assert status == 422
    assert answer["message"] == "Invalid data for POST /api/oauth/token"
    assert answer["hint"] == "Ensure the request matches the API schema."
    assert [(problem["type"], problem["loc"]) for problem in answer["detail"]] == [
        ("string_type", ["body", "client_id"]),
        ("missing", ["body", "code"]),
        ("missing", ["body", "redirect_uri"]),
        ("missing", ["body", "code_verifier"]),
    ]
    assert app.secret not in str(answer)


@pytest.mark.parametrize("grant_type", [None, "password", 7, ["authorization_code"], {}])
async def test_an_unknown_grant_type_is_a_mistake_in_the_body(post, grant_type):
    status, answer = await post("token", {"grant_type": grant_type})

    assert status == 422
    assert answer["detail"][0]["msg"] == ("Input should be 'authorization_code' or 'refresh_token'")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b"\xff", b"null", b"[" * 60000, b'{"grant_type": NaN}', b"\x00"],
)
async def test_a_body_that_is_no_object_is_a_mistake_and_not_a_failure(http, body):
    async with http.post("/api/oauth/token", data=body) as response:
        assert response.status == 422


@pytest.mark.parametrize("text", ["\0", "\ud800"])
async def test_text_that_no_database_holds_is_a_mistake_and_not_a_failure(post, app, text):
    status, _ = await post("token", code_request(app, text))

    assert status == 422


async def test_a_form_is_not_understood(http, app):
    async with http.post("/api/oauth/token", data=code_request(app, "x")) as response:
        assert response.status == 422


async def test_introspection_describes_a_live_token(post, app, new_tokens, watch):
    tokens = await new_tokens(app)
    token = tokens.access_token.reveal()

    assert await post("introspect", {"token": token, **app.credentials}) == (
        200,
        {
            "active": True,
            "scopes": ["IDENTITY"],
            "client_id": app.client.client_id,
            "user_id": app.client.owner_id,
            "exp": int(watch().timestamp()) + 3600,
            "token_type": "access_token",
        },
    )


async def test_introspection_says_nothing_of_a_dead_token(post, app):
    assert await post("introspect", {"token": "agpt_xt_dead", **app.credentials}) == (
        200,
        {
            "active": False,
            "scopes": None,
            "client_id": None,
            "user_id": None,
            "exp": None,
            "token_type": None,
        },
    )


async def test_an_unknown_hint_is_a_mistake(post, app):
    body = {"token": "x", "token_type_hint": "id_token", **app.credentials}

    status, _ = await post("introspect", body)

    assert status == 422


async def test_revocation_is_ok_whatever_the_token_and_ends_its_life(post, me, app, new_tokens):
    tokens = await new_tokens(app)
    token = tokens.access_token.reveal()

    for text in (token, token, "agpt_xt_unknown"):
        assert await post("revoke", {"token": text, **app.credentials}) == (200, {"status": "ok"})

    assert await me(token) == (
        401,
        {"detail": "Invalid token: access token has been revoked"},
    )


async def test_me_says_who_the_token_stands_for(me, app, new_tokens):
    tokens = await new_tokens(app)

    assert await me(tokens.access_token.reveal()) == (
        200,
        {
            "id": app.client.owner_id,
            "name": "Demo User",
            "email": "demo@example.com",
            "timezone": "UTC",
        },
    )


async def test_me_needs_the_scope_identity(me, app, new_tokens):
    tokens = await new_tokens(app, scopes=("READ_GRAPH",))

    assert await me(tokens.access_token.reveal()) == (
        403,
        {"detail": "Missing required permission(s): IDENTITY"},
    )


async def test_me_needs_a_bearer_token(http):
    for headers in ({}, {"Authorization": "Basic eDp5"}):
        async with http.get("/external-api/v1/me", headers=headers) as response:
            assert response.status == 401
            assert await response.json() == {
                "detail": "Missing authentication. Provide API key or access token."
            }


async def test_a_wrong_method_or_path_is_answered_in_the_same_shape(http):
    async with http.get("/api/oauth/token") as response:
        assert response.status == 405
        assert await response.json() == {"detail": "Method Not Allowed"}
    async with http.get("/api/oauth/nothing") as response:
        assert response.status == 404
        assert await response.json() == {"detail": "Not Found"}


async def test_every_answer_of_the_api_carries_the_platforms_headers(http):
    for path in ("/api/oauth/token", "/external-api/v1/me"):
        async with http.get(path) as response:
            assert {name: response.headers[name] for name in JSON_HEADERS} == JSON_HEADERS


async def test_a_forged_host_reaches_nothing(http):
    async with http.get("/external-api/v1/me", headers={"Host": "evil.example"}) as response:
        assert response.status == 400


async def test_a_page_of_another_origin_cannot_post(http, app):
    headers = {"Origin": "https://evil.example"}
    async with http.post("/api/oauth/token", json={}, headers=headers) as response:
        assert response.status == 403


async def test_a_failure_inside_is_answered_without_what_is_inside(platform, post, app):
    await platform.store.close()

    status, answer = await post("token", code_request(app, "x"))

    assert status == 500
    assert answer == {
        "message": "Failed to process POST /api/oauth/token",
        "detail": "Internal error",
        "hint": "Check server logs and dependent services.",
    }

"""What AutoGPT's own pages rely on, to the letter."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from tests.plumbing.embedded_platform import REDIRECT_URI

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.web.platform_app import platform_app

MISSING = "Authorization header is missing"


@pytest.fixture
async def http(platform, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def ask(http, platform, watch):
    """Send a request in the demo user's name, or with another Authorization header."""

    async def send(method, path, body=None, authorization=None):
        own = f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"
        headers = {"Authorization": authorization or own}
        async with http.request(
            method, f"/api/oauth{path}", json=body, headers=headers
        ) as response:
            return response.status, await response.json()

    return send


def signed(platform, claims, *, algorithm="HS256", key=None):
    text = key or platform.user_tokens.key.reveal()
    return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(text), algorithms=[algorithm])


def unsigned(claims):
    parts = [{"alg": "none", "typ": "JWT"}, claims]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in parts]
    return b".".join([part.rstrip(b"=") for part in encoded] + [b""]).decode()


def claims(watch, **changes):
    whole = {
        "sub": DEMO_USER_ID,
        "aud": "authenticated",
        "exp": int(watch().timestamp()) + 60,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not None}


def consent(app, **changes):
    asked = app.request()
    body = {
        "client_id": asked.client_id,
        "redirect_uri": asked.redirect_uri,
        "scopes": ["IDENTITY"],
        "state": asked.state,
        "code_challenge": asked.code_challenge,
    }
    return {name: value for name, value in {**body, **changes}.items() if value is not None}


async def test_an_app_is_described_to_who_is_signed_in(ask, app):
    assert await ask("GET", f"/app/{app.client.client_id}") == (
        200,
        {
            "name": "App",
            "description": None,
            "logo_url": None,
            "scopes": ["IDENTITY", "READ_GRAPH"],
        },
    )


async def test_an_app_that_is_unknown_or_disabled_is_not_found(ask, app, disable):
    unknown = await ask("GET", "/app/agpt_client_x")
    await disable(app)

    assert unknown == (404, {"detail": "Application not found"})
    assert await ask("GET", f"/app/{app.client.client_id}") == unknown


async def test_a_redirect_uri_may_be_asked_about(ask, app):
    path = f"/app/{app.client.client_id}?redirect_uri="

    assert (await ask("GET", path + REDIRECT_URI))[0] == 200
    assert await ask("GET", f"{path}https://evil.example/") == (
        400,
        {"detail": "redirect_uri is not registered for this application"},
    )


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("Basic eDp5", MISSING),
        ("Bearer", "Invalid token: Not enough segments"),
        ("Bearer x", "Invalid token: Not enough segments"),
        ("Bearer agpt_xt_x", "Invalid token: Not enough segments"),
        ("Bearer a.b.c", "Invalid token: it cannot be read"),
    ],
)
async def test_a_header_without_a_token_is_refused(ask, header, detail):
    assert await ask("GET", "/apps/mine", authorization=header) == (401, {"detail": detail})


async def test_no_header_is_refused(http):
    async with http.get("/api/oauth/apps/mine") as response:
        assert (response.status, await response.json()) == (401, {"detail": MISSING})


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"exp": 1}, "Token has expired"),
        ({"exp": None}, 'Invalid token: Token is missing the "exp" claim'),
        ({"exp": "9999999999"}, 'Invalid token: Token is missing the "exp" claim'),
        ({"aud": "anon"}, "Invalid token: Audience doesn't match"),
        ({"aud": None}, 'Invalid token: Token is missing the "aud" claim'),
        ({"sub": None}, "User ID not found in token"),
        ({"sub": "\0"}, "User ID not found in token"),
    ],
)
async def test_claims_that_are_not_right_are_refused(ask, platform, watch, changes, detail):
    token = signed(platform, claims(watch, **changes))

    assert await ask("GET", "/apps/mine", authorization=f"Bearer {token}") == (
        401,
        {"detail": detail},
    )


async def test_a_forged_token_is_refused(ask, platform, watch):
    whole = claims(watch)
    forged = [
        unsigned(whole),
        signed(platform, whole, key="another key that is long enough, too"),
        signed(platform, whole, algorithm="HS512"),
    ]

    for token in forged:
        status, answer = await ask("GET", "/apps/mine", authorization=f"Bearer {token}")
        assert status == 401
        assert answer["detail"].startswith("Invalid token: ")


async def test_an_access_token_is_no_users_token(ask, app, new_tokens):
    tokens = await new_tokens(app)

    status, _ = await ask(
        "GET", "/apps/mine", authorization=f"Bearer {tokens.access_token.reveal()}"
    )

    assert status == 401


async def test_authorize_answers_with_a_code_that_is_the_users(ask, platform, app):
    status, answer = await ask("POST", "/authorize", consent(app))

    query = parse_qs(urlsplit(answer["redirect_url"]).query)
    code = await platform.store.code(query["code"][0])
    assert status == 200
    assert list(query) == ["code", "state"]
    assert len(query["code"][0]) == 43
    assert (code.user_id, code.scopes) == (DEMO_USER_ID, ("IDENTITY",))


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"client_id": "x"}, "Unknown or inactive client_id"),
        (
            {"redirect_uri": "https://evil.example/"},
            f"Invalid redirect_uri. Must be one of: {REDIRECT_URI}",
        ),
    ],
)
async def test_nobody_is_sent_where_the_app_is_not(ask, app, changes, detail):
    body = consent(app, response_type="token", **changes)

    assert await ask("POST", "/authorize", body) == (400, {"detail": detail})


@pytest.mark.parametrize(
    ("changes", "error", "description"),
    [
        (
            {"response_type": "token", "scopes": ["NOPE"]},
            "unsupported_response_type",
            "Only 'code' response type is supported",
        ),
        (
            {"scopes": ["NOPE"]},
            "invalid_scope",
            "Invalid scope: 'NOPE' is not a valid APIKeyPermission",
        ),
        ({"scopes": []}, "invalid_scope", "At least one scope is required"),
        (
            {"scopes": ["USE_TOOLS"]},
            "invalid_scope",
            "Application is not authorized for all requested scopes. Allowed: IDENTITY, READ_GRAPH",
        ),
        (
            {"code_challenge_method": "plain"},
            "invalid_request",
            "code_challenge must be an S256 challenge (RFC 7636)",
        ),
        (
            {"code_challenge": ""},
            "invalid_request",
            "code_challenge must be an S256 challenge (RFC 7636)",
        ),
    ],
)
async def test_a_mistake_of_the_app_is_a_redirect(ask, app, changes, error, description):
    status, answer = await ask("POST", "/authorize", consent(app, **changes))

    assert status == 200
    assert parse_qs(urlsplit(answer["redirect_url"]).query) == {
        "error": [error],
        "state": ["xyz"],
        "error_description": [description],
    }


async def test_a_user_who_is_gone_is_a_failure_of_the_server(ask, platform, app, watch):
    token = platform.user_tokens.mint("nobody", watch())

    _, answer = await ask("POST", "/authorize", consent(app), authorization=f"Bearer {token}")

    assert "error=server_error&state=xyz" in answer["redirect_url"]


@pytest.mark.parametrize(
    ("changes", "location"),
    [
        ({"scopes": "IDENTITY"}, ["body", "scopes"]),
        ({"scopes": ["IDENTITY", 7]}, ["body", "scopes", 1]),
        ({"scopes": None}, ["body", "scopes"]),
        ({"state": None}, ["body", "state"]),
        ({"code_challenge_method": "S512"}, ["body", "code_challenge_method"]),
        ({"code_challenge_method": ["S256"]}, ["body", "code_challenge_method"]),
        ({"response_type": 7}, ["body", "response_type"]),
    ],
)
async def test_a_body_of_another_shape_is_a_mistake(ask, app, changes, location):
    status, answer = await ask("POST", "/authorize", consent(app, **changes))

    assert status == 422
    assert [problem["loc"] for problem in answer["detail"]] == [location]


async def test_a_denial_goes_to_the_app_alone(ask, add_app):
    app = await add_app(redirect_uris=(f"{REDIRECT_URI}?x=1",))
    body = {"client_id": app.client.client_id, "redirect_uri": f"{REDIRECT_URI}?x=1", "state": "s"}

    _, answer = await ask("POST", "/authorize/deny", body)
    status, _ = await ask("POST", "/authorize/deny", {**body, "redirect_uri": REDIRECT_URI})

    assert answer["redirect_url"] == (
        f"{REDIRECT_URI}?x=1&error=access_denied&state=s&error_description=User+denied+access"
    )
    assert status == 400


async def test_ones_own_apps_are_listed_the_newest_first(ask, add_app):
    await add_app(name="Old")
    await add_app(name="New")

    status, apps = await ask("GET", "/apps/mine")

    assert status == 200
    assert {app["name"] for app in apps} == {"Old", "New"}
    assert apps[0]["created_at"] >= apps[1]["created_at"]
    assert list(apps[0]) == [
        "id",
        "name",
        "description",
        "logo_url",
        "client_id",
        "redirect_uris",
        "grant_types",
        "scopes",
        "owner_id",
        "is_active",
        "created_at",
        "updated_at",
    ]


async def test_an_app_is_switched_off_and_on_by_its_owner(ask, app):
    path = f"/apps/{app.client.id}/status"

    assert (await ask("PATCH", path, {"is_active": False}))[1]["is_active"] is False
    assert (await ask("PATCH", path, {"is_active": True}))[1]["is_active"] is True
    assert (await ask("PATCH", path, {"is_active": "no"}))[0] == 422


@pytest.mark.parametrize(
    ("path", "body", "detail"),
    [
        (
            "status",
            {"is_active": True},
            "Application not found or you don't have permission to update it",
        ),
        ("logo", {"logo_url": "https://app.example/logo.png"}, "OAuth App not found"),
    ],
)
async def test_an_app_of_somebody_else_is_not_found(ask, platform, app, watch, path, body, detail):
    other = f"Bearer {platform.user_tokens.mint('somebody-else', watch())}"

    for row in (app.client.id, "x%00y", "unknown"):
        answer = await ask("PATCH", f"/apps/{row}/{path}", body, authorization=other)
        assert answer == (404, {"detail": detail})


async def test_a_logo_from_elsewhere_is_an_address_of_the_web(ask, app):
    path = f"/apps/{app.client.id}/logo"
    good = "https://app.example/logo.png"

    assert (await ask("PATCH", path, {"logo_url": good}))[1]["logo_url"] == good
    assert (await ask("PATCH", path, {"logo_url": "javascript:alert(1)"}))[0] == 400
    assert (await ask("PATCH", path, {"logo_url": None}))[1]["logo_url"] is None

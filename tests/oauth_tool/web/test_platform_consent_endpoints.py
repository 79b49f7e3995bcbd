"""What AutoGPT's consent page relies on, to the letter."""

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.plumbing.embedded_platform import REDIRECT_URI

from oauth_tool.oauth.users import DEMO_USER_ID


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


async def test_an_app_is_described_to_who_is_signed_in(ask_as_user, app):
    assert await ask_as_user("GET", f"/app/{app.client.client_id}") == (
        200,
        {
            "name": "App",
            "description": None,
            "logo_url": None,
            "scopes": ["IDENTITY", "READ_GRAPH"],
        },
    )


async def test_an_app_that_is_unknown_or_disabled_is_not_found(ask_as_user, app, disable):
    unknown = await ask_as_user("GET", "/app/agpt_client_x")
    await disable(app)

    assert unknown == (404, {"detail": "Application not found"})
    assert await ask_as_user("GET", f"/app/{app.client.client_id}") == unknown


async def test_a_redirect_uri_may_be_asked_about(ask_as_user, app):
    path = f"/app/{app.client.client_id}?redirect_uri="

    assert (await ask_as_user("GET", path + REDIRECT_URI))[0] == 200
    assert await ask_as_user("GET", f"{path}https://evil.example/") == (
        400,
        {"detail": "redirect_uri is not registered for this application"},
    )


async def test_authorize_answers_with_a_code_that_is_the_users(ask_as_user, platform, app):
    status, answer = await ask_as_user("POST", "/authorize", consent(app))

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
async def test_nobody_is_sent_where_the_app_is_not(ask_as_user, app, changes, detail):
    body = consent(app, response_type="token", **changes)

    assert await ask_as_user("POST", "/authorize", body) == (400, {"detail": detail})


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
async def test_a_mistake_of_the_app_is_a_redirect(ask_as_user, app, changes, error, description):
    status, answer = await ask_as_user("POST", "/authorize", consent(app, **changes))

    assert status == 200
    assert parse_qs(urlsplit(answer["redirect_url"]).query) == {
        "error": [error],
        "state": ["xyz"],
        "error_description": [description],
    }


async def test_a_user_who_is_gone_is_a_failure_of_the_server(ask_as_user, platform, app, watch):
    token = platform.user_tokens.mint("nobody", watch())

    _, answer = await ask_as_user(
        "POST", "/authorize", consent(app), authorization=f"Bearer {token}"
    )

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
        ({"state": "\0"}, ["body", "state"]),
    ],
)
async def test_a_body_of_another_shape_is_a_mistake(ask_as_user, app, changes, location):
    status, answer = await ask_as_user("POST", "/authorize", consent(app, **changes))

    assert status == 422
    assert [problem["loc"] for problem in answer["detail"]] == [location]


async def test_a_denial_goes_to_the_app_alone(ask_as_user, add_app):
    app = await add_app(redirect_uris=(f"{REDIRECT_URI}?x=1",))
    body = {"client_id": app.client.client_id, "redirect_uri": f"{REDIRECT_URI}?x=1", "state": "s"}

    _, answer = await ask_as_user("POST", "/authorize/deny", body)
    status, _ = await ask_as_user("POST", "/authorize/deny", {**body, "redirect_uri": REDIRECT_URI})

    assert answer["redirect_url"] == (
        f"{REDIRECT_URI}?x=1&error=access_denied&state=s&error_description=User+denied+access"
    )
    assert status == 400


async def test_no_response_type_means_code_but_null_means_nothing(ask_as_user, app):
    _, left_out = await ask_as_user("POST", "/authorize", consent(app))
    status, null = await ask_as_user("POST", "/authorize", {**consent(app), "response_type": None})

    assert "code=" in left_out["redirect_url"]
    assert (status, null["detail"][0]["loc"]) == (422, ["body", "response_type"])

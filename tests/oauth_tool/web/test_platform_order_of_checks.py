"""Which of several things that are wrong AutoGPT's platform names first, to the letter."""

import re
from base64 import b64encode

import pytest
from tests.plumbing.embedded_platform import REDIRECT_URI

from oauth_tool.oauth.protocol_errors import InsufficientScope
from oauth_tool.oauth.users import DEMO_USER_ID, User
from oauth_tool.platform.resource import user_for
from oauth_tool.storage.statements import update
from oauth_tool.web.platform_app import platform_app

NOT_VALID = "Invalid+scope%3A+%27NOPE%27+is+not+a+valid+APIKeyPermission"
OTHER_URI = f"{REDIRECT_URI}/other"


@pytest.fixture
async def http(platform, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def post(http, platform, watch):
    """Send a body to an endpoint, in the demo user's name where that counts."""

    async def send(path, body, **headers):
        user = f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"
        whole = {"Authorization": user, **headers}
        async with http.post(f"/api/oauth/{path}", json=body, headers=whole) as response:
            return response.status, await response.json()

    return send


@pytest.fixture
def me(http):
    async def ask(token):
        headers = {"Authorization": f"Bearer {token}"}
        async with http.get("/external-api/v1/me", headers=headers) as response:
            return response.status, await response.json()

    return ask


def redeeming(app, code, **changes):
    return {"grant_type": "authorization_code", **app.code_parameters(code, changes)}


def refreshing(app, token):
    return {"grant_type": "refresh_token", "refresh_token": token, **app.credentials}


def grant_error(description):
    return 400, {"detail": f"Invalid grant: {description}"}


async def test_the_shape_of_a_body_comes_before_the_client(post):
    status, _ = await post("token", {"grant_type": "refresh_token", "client_id": "unknown"})

    assert status == 422


async def test_a_client_that_is_not_active_comes_before_its_secret_and_its_code(post, app, disable):
    await disable(app)

    answer = await post("token", redeeming(app, "unknown", client_secret="wrong"))

    assert answer == (401, {"detail": "Application is not active"})


@pytest.mark.parametrize("path", ["introspect", "revoke"])
async def test_a_client_authenticates_in_the_body_alone(post, app, path):
    basic = b64encode(f"{app.client.client_id}:{app.secret}".encode()).decode()
    wrong = {"token": "x", "client_id": app.client.client_id, "client_secret": "agpt_secret_x"}

    assert await post(path, wrong) == (401, {"detail": "Invalid client_secret"})
    assert await post(path, {**wrong, "client_id": "x"}) == (401, {"detail": "Invalid client_id"})
    assert (await post(path, {"token": "x"}, Authorization=f"Basic {basic}"))[0] == 422


async def test_what_is_wrong_with_a_code_has_an_order(post, app, add_app, new_code, watch):
    other = await add_app()
    used, old = await new_code(app), await new_code(app)
    await post("token", redeeming(app, used))
    used_at = "2026-11-23 20:40:53.820000+00:00"
    foreign = await post("token", redeeming(other, used, redirect_uri=OTHER_URI))
    watch.advance(minutes=11)

    assert foreign == grant_error("authorization code does not belong to this application")
    assert await post("token", redeeming(app, used, redirect_uri=OTHER_URI)) == grant_error(
        f"authorization code already used at {used_at}"
    )
    assert await post("token", redeeming(app, old, redirect_uri=OTHER_URI)) == grant_error(
        "authorization code expired"
    )


async def test_the_address_comes_before_the_verifier(post, app, new_code):
    code = await new_code(app)

    answer = await post("token", redeeming(app, code, redirect_uri=OTHER_URI, code_verifier=""))

    assert answer == grant_error("redirect_uri mismatch")


async def test_what_is_wrong_with_a_refresh_token_has_an_order(
    post, app, add_app, new_tokens, watch
):
    other = await add_app()
    revoked, live = await new_tokens(app), await new_tokens(app)
    body = {"token": revoked.refresh_token.reveal(), **app.credentials}
    await post("revoke", body)
    watch.advance(days=31)

    assert await post("token", refreshing(other, revoked.refresh_token.reveal())) == grant_error(
        "refresh token has been revoked"
    )
    assert await post("token", refreshing(other, live.refresh_token.reveal())) == grant_error(
        "refresh token does not belong to this application"
    )
    assert await post("token", refreshing(app, live.refresh_token.reveal())) == grant_error(
        "refresh token expired"
    )


async def test_what_is_wrong_with_an_access_token_has_an_order(
    me, post, app, new_tokens, disable, watch
):
    token = (await new_tokens(app)).access_token.reveal()
    await post("revoke", {"token": token, **app.credentials})
    watch.advance(hours=2)
    revoked = await me(token)
    await disable(app)

    assert revoked == (401, {"detail": "Invalid token: access token has been revoked"})
    assert await me(token) == (401, {"detail": "Client application is disabled"})


async def test_a_scope_that_does_not_exist_comes_before_one_that_the_app_may_not_have(post, app):
    asked = app.request()
    body = {
        "client_id": asked.client_id,
        "redirect_uri": asked.redirect_uri,
        "scopes": ["USE_TOOLS", "NOPE"],
        "state": "s",
        "code_challenge": "",
    }

    status, answer = await post("authorize", body)

    assert (status, answer["redirect_url"]) == (
        200,
        f"{REDIRECT_URI}?error=invalid_scope&state=s&error_description={NOT_VALID}",
    )


async def test_an_app_that_is_not_there_comes_before_its_address(http, platform, watch):
    user = {"Authorization": f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"}
    path = "/api/oauth/app/unknown?redirect_uri=https://evil.example/"

    async with http.get(path, headers=user) as response:
        assert (response.status, await response.json()) == (
            404,
            {"detail": "Application not found"},
        )


@pytest.mark.parametrize(
    ("hint", "kind", "found"),
    [
        (None, "refresh_token", True),
        ("access_token", "refresh_token", True),
        ("access_token", "access_token", True),
        ("refresh_token", "access_token", False),
    ],
)
async def test_a_hint_that_is_wrong_still_finds_a_refresh_token(
    post, app, new_tokens, hint, kind, found
):
    token = getattr(await new_tokens(app), kind).reveal()

    _, answer = await post(
        "introspect", {"token": token, "token_type_hint": hint} | app.credentials
    )

    assert answer["active"] is found
    assert answer["token_type"] == (kind if found else None)


async def test_apps_are_listed_the_newest_first(http, platform, add_app, watch):
    for name in ("first", "second", "third"):
        added = await add_app(name=name)
        changes = {"created_at": watch()}
        await platform.store.change_client(added.client.client_id, changes, watch())
        watch.advance(minutes=1)
    user = {"Authorization": f"Bearer {platform.user_tokens.mint(DEMO_USER_ID, watch())}"}

    async with http.get("/api/oauth/apps/mine", headers=user) as response:
        assert [one["name"] for one in await response.json()] == ["third", "second", "first"]


async def test_a_user_without_a_name_is_said_to_have_none(http, platform, app, new_tokens, me):
    now = platform.clock()
    nameless = User(
        id="nameless",
        email="nameless@example.com",
        name=None,
        timezone="UTC",
        created_at=now,
        updated_at=now,
    )
    await platform.store.add_user(nameless)
    tokens = await new_tokens(app)
    stored = tokens.stored.access
    table = platform.store.tables.access_tokens

    await platform.store.database.execute(update(table, {"user_id": "nameless"}, {"id": stored.id}))

    assert await me(tokens.access_token.reveal()) == (
        200,
        {"id": "nameless", "name": None, "email": "nameless@example.com", "timezone": "UTC"},
    )


async def test_several_missing_scopes_are_named_in_one_sentence(platform, app, new_tokens):
    token = (await new_tokens(app)).access_token.reveal()

    with pytest.raises(InsufficientScope, match=r"^Missing required permission\(s\): X, Y$"):
        await user_for(platform, token, ["IDENTITY", "X", "Y"])


async def test_credentials_have_the_platforms_form(app, new_code, new_tokens):
    tokens = await new_tokens(app)
    texts = {
        r"agpt_client_[\w-]{22}": app.client.client_id,
        r"agpt_secret_[\w-]{43}": app.secret,
        r"[\w-]{43}": await new_code(app),
        r"agpt_xt_[\w-]{43}": tokens.access_token.reveal(),
        r"agpt_rt_[\w-]{43}": tokens.refresh_token.reveal(),
    }

    assert [form for form, text in texts.items() if not re.fullmatch(form, text)] == []

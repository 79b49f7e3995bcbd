"""One resource for each scope, for access tokens and API keys."""

import pytest

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.api_keys import new_api_key
from oauth_tool.storage.statements import update
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_external import RESOURCES

# AutoGPT's external API has nothing for these two.
WITHOUT_RESOURCE = {"WRITE_GRAPH", "WRITE_LIBRARY"}


@pytest.fixture
async def http(platform, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


@pytest.fixture
def api_key(platform):
    async def make(*permissions):
        return (await new_api_key(platform, DEMO_USER_ID, "Key", permissions)).reveal()

    return make


@pytest.fixture
def ask(http):
    async def send(resource, **headers):
        path = resource.path
        for name in ("block_id", "graph_id", "execution_id", "user", "provider", "credential_id"):
            path = path.replace(f"{{{name}}}", "github")
        path = path.replace("{version}", "1").replace("{name}", "x")
        body = {} if resource.method == "POST" else None
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with http.request(
            resource.method, f"/external-api/v1{path}", json=body, headers=named
        ) as response:
            return response.status, await response.json()

    return send


def resource_at(path):
    return next(one for one in RESOURCES if one.path == path)


def test_every_scope_of_the_external_api_has_a_resource(platform):
    assert {one.scope for one in RESOURCES} == set(platform.profile.scopes) - WITHOUT_RESOURCE


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: f"{one.method} {one.path}")
async def test_a_resource_opens_to_its_scope_alone(ask, api_key, platform, resource):
    key = await api_key(resource.scope)
    others = await api_key(*(set(platform.profile.scopes) - {resource.scope}))

    first = await ask(resource, X_API_Key=key)
    second = await ask(resource, X_API_Key=key)

    assert first == second
    assert first[0] == resource.status
    assert await ask(resource, X_API_Key=others) == (
        403,
        {"detail": f"Missing required permission(s): {resource.scope}"},
    )


async def test_a_bad_api_key_wins_over_a_good_token(ask, app, new_tokens):
    me, tokens = resource_at("/me"), await new_tokens(app)
    bearer = f"Bearer {tokens.access_token.reveal()}"

    assert (await ask(me, Authorization=bearer))[0] == 200
    for bad in ("agpt_nothing", "", "x", "agpt_" + "x" * 500):
        assert await ask(me, Authorization=bearer, X_API_Key=bad) == (
            401,
            {"detail": "Invalid API key"},
        )


async def test_a_key_is_its_whole_text(ask, api_key):
    key = await api_key("IDENTITY")
    middle = "A" if key[20] != "A" else "B"

    for wrong in (key[:20] + middle + key[21:], key[:-1], key + "x", key.upper()):
        assert (await ask(resource_at("/me"), X_API_Key=wrong))[0] == 401


async def test_a_revoked_key_opens_nothing(ask, platform, api_key):
    key = await api_key("IDENTITY")
    (kept,) = await platform.store.api_keys_with(key[:8])
    table = platform.store.tables.api_keys

    await platform.store.database.execute(update(table, {"status": "REVOKED"}, {"id": kept.id}))

    assert await ask(resource_at("/me"), X_API_Key=key) == (401, {"detail": "Invalid API key"})


async def test_only_what_recognizes_a_key_is_kept(platform, api_key):
    key = await api_key("IDENTITY")

    (kept,) = await platform.store.api_keys_with(key[:8])

    assert (kept.head, kept.tail) == (key[:8], key[-8:])
    assert len(key) == len("agpt_") + 43
    assert kept.salt is not None
    assert key not in repr(kept)

"""A platform holds what its preset says, from its start on and whenever it is started again."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.plumbing.standard_platform import Standard

from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform import introspection
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.platform.lookup import TokenQuestion
from oauth_tool.platform.passwords import signed_in_user
from oauth_tool.platform.resource import user_for, user_with
from oauth_tool.testing import running_platform_async
from tool_cli.errors import ToolError

PRESET = Path(__file__).resolve().parents[3] / "fixtures/presets/good/everything.yaml"


@pytest.fixture
def started(tmp_path):
    """Start a platform with a preset, always on the same database."""

    def start(preset=PRESET):
        url = f"sqlite:///{tmp_path}/store.sqlite3"
        return running_platform_async(preset=preset, database_url=url)

    return start


def question(token):
    secret = Secret("agpt_secret_of_the_shop")
    return TokenQuestion(client_id="shop", secret=secret, token=Secret(token))


async def test_everything_in_a_preset_is_there(started):
    async with started() as running:
        platform, steering = running.running.platform, running.running.control.steering

        ada = await signed_in_user(platform, "ada@example.com", Secret("correct horse"))
        assert (ada.id, ada.name, ada.timezone) == ("ada", "Ada Lovelace", "Europe/London")
        shop = await authenticated_client(platform, "shop", Secret("agpt_secret_of_the_shop"))
        assert (shop.owner_id, shop.scopes) == ("ada", ("IDENTITY", "READ_GRAPH"))
        assert not (await platform.store.client("closed")).is_active
        assert (await platform.store.client("phone")).is_public
        assert (await user_for(platform, "agpt_xt_fresh_token_of_ada", ["IDENTITY"])).id == "ada"
        assert await introspection.introspect(platform, question("agpt_rt_fresh_token_of_ada"))
        for dead in ("agpt_xt_expired_token_of_ada", "agpt_xt_revoked_token_of_ada"):
            assert await introspection.introspect(platform, question(dead)) is None
        key = "agpt_key_of_grace_for_her_scripts"
        grace = await user_with(platform, key, None, ["IDENTITY"])
        assert grace.email == "grace@example.com"
        assert steering.plan.ahead.days == 2
        assert [one.fault.kind for one in steering.plan.pending] == ["503"]


async def test_a_second_start_changes_nothing_but_what_the_file_changes(started, tmp_path):
    changed = tmp_path / "changed.yaml"
    changed.write_text(PRESET.read_text().replace("name: Shop", "name: Store"))

    async with started() as running:
        before = await running.running.platform.store.client("shop")
    async with started() as running:
        again = await running.running.platform.store.client("shop")
    async with started(changed) as running:
        after = await running.running.platform.store.client("shop")
        tokens = await introspection.introspect(
            running.running.platform, question("agpt_xt_fresh_token_of_ada")
        )

    assert again == before
    assert (after.id, after.name) == (before.id, "Store")
    assert tokens is not None


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("correct horse", "another horse", "another user ada@example.com"),
        ("id: ada", "id: ada2", "another user ada@example.com"),
        ("agpt_secret_of_the_shop", "agpt_secret_of_another", "the app shop"),
    ],
)
async def test_what_is_there_and_different_is_not_overwritten(started, tmp_path, old, new, what):
    changed = tmp_path / "changed.yaml"
    changed.write_text(PRESET.read_text().replace(old, new))

    async with started():
        pass
    with pytest.raises(ToolError, match=what):
        async with started(changed):
            pass


async def test_tokens_of_the_standard_wire_are_good_there(tmp_path, standard_http):
    preset = tmp_path / "preset.yaml"
    preset.write_text(
        "users: [{email: ada@example.com}]\n"
        "apps: [{client_id: shop, client_secret: secret-of-the-shop-that-is-long, name: Shop,"
        " owner: ada@example.com, redirect_uris: [https://a.example/cb], scopes: [openid]}]\n"
        "tokens: [{access_token: token-of-ada-for-the-shop, refresh_token: renewal-for-the-shop,"
        " client_id: shop, user: ada@example.com, scopes: [openid]}]\n"
    )
    async with running_platform_async(profile="rfc", preset=preset) as platform:
        standard = Standard(platform=platform, http=standard_http)
        shop = SimpleNamespace(client_id="shop", client_secret="secret-of-the-shop-that-is-long")

        assert await standard.is_active(shop, "token-of-ada-for-the-shop")
        assert (await standard.renew(shop, "renewal-for-the-shop")).status == 200

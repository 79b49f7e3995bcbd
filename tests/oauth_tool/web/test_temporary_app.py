import pytest
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.storage.opening import opened_store
from oauth_tool.web.temporary_app import form_for, temporary_app
from tool_cli.errors import ToolError

FORM = form_for("http://127.0.0.1:9876/callback", ("IDENTITY",), DEMO_USER_ID)


async def test_it_is_there_only_inside(platform):
    async with temporary_app(platform.store, platform.profile, FORM, print) as app:
        assert await platform.store.client(app.client_id)

    assert await platform.store.clients() == []


async def test_it_goes_whatever_happens(platform):
    with pytest.raises(RuntimeError):
        async with temporary_app(platform.store, platform.profile, FORM, print):
            raise RuntimeError

    assert await platform.store.clients() == []


async def test_its_removal_is_told(platform):
    told = []

    async with temporary_app(platform.store, platform.profile, FORM, told.append) as app:
        pass

    assert told == [f"Removed the temporary app {app.client_id}."]


async def test_somebody_else_may_have_removed_it(platform):
    told = []

    async with temporary_app(platform.store, platform.profile, FORM, told.append) as app:
        await platform.store.delete_client(app.client_id)

    assert told == []


async def test_if_it_cannot_be_removed_the_error_names_it(platform, platform_database, psql):
    form = form_for("http://127.0.0.1:9876/callback", ("IDENTITY",), OWNER_ID)
    async with opened_store(platform_database(), platform.profile) as store:
        whole = temporary_app(store, platform.profile, form, print)
        app = await whole.__aenter__()
        psql('DROP TABLE platform."OAuthApplication" CASCADE')

        with pytest.raises(ToolError, match="could not be removed") as error:
            await whole.__aexit__(None, None, None)

    assert app.client_id in error.value.message

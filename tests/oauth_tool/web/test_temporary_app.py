import pytest
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.storage.opening import opened_store
from oauth_tool.web.journal import Entry, Journal
from oauth_tool.web.temporary_app import form_for, temporary_app
from tool_cli.errors import ToolError

FORM = form_for("http://127.0.0.1:9876/callback", ("IDENTITY",), DEMO_USER_ID)


@pytest.fixture
def journal(tmp_path):
    return Journal(folder=tmp_path / "temporary-apps")


@pytest.fixture
def note(journal):
    return lambda client_id: journal.entry(
        Entry(client_id=client_id, database="here", profile="autogpt", started_at="now")
    )


async def test_it_is_written_down_as_long_as_it_is_there(note, platform, journal):
    async with temporary_app(platform.store, platform.profile, FORM, note, print) as app:
        assert [entry.client_id for entry, _ in journal.entries()] == [app.client_id]

    assert journal.entries() == []
    assert list(journal.folder.iterdir()) == []


async def test_it_is_there_only_inside(note, platform):
    async with temporary_app(platform.store, platform.profile, FORM, note, print) as app:
        assert await platform.store.client(app.client_id)

    assert await platform.store.clients() == []


async def test_it_goes_whatever_happens(note, platform):
    with pytest.raises(RuntimeError):
        async with temporary_app(platform.store, platform.profile, FORM, note, print):
            raise RuntimeError

    assert await platform.store.clients() == []


async def test_its_removal_is_told(note, platform):
    told = []

    async with temporary_app(platform.store, platform.profile, FORM, note, told.append) as app:
        pass

    assert told == [f"Removed the temporary app {app.client_id}."]


async def test_somebody_else_may_have_removed_it(note, platform):
    told = []

    async with temporary_app(platform.store, platform.profile, FORM, note, told.append) as app:
        await platform.store.delete_client(app.client_id)

    assert told == []


async def test_if_it_cannot_be_removed_the_error_names_it(
    note, journal, platform, platform_database, psql
):
    form = form_for("http://127.0.0.1:9876/callback", ("IDENTITY",), OWNER_ID)
    async with opened_store(platform_database(), platform.profile) as store:
        whole = temporary_app(store, platform.profile, form, note, print)
        app = await whole.__aenter__()
        psql('DROP TABLE platform."OAuthApplication" CASCADE')

        with pytest.raises(ToolError, match="could not be removed") as error:
            await whole.__aexit__(None, None, None)

    assert app.client_id in error.value.message
    assert "oauth-tool cleanup" in error.value.hint
    assert [entry.client_id for entry, _ in journal.entries()] == [app.client_id]

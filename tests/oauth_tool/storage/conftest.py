from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from tests.plumbing.cheap_hashes import with_cheap_hashes
from tests.plumbing.platform_database import EDITIONS, OWNER_ID

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.sqlite.database import SQLiteDatabase

SERVING = "sqlite of a server"


@pytest.fixture
def profile():
    return with_cheap_hashes(load_profile("autogpt"))


@pytest.fixture(params=["sqlite", SERVING, *EDITIONS])
async def store(request, profile, tmp_path):
    """The same store over every database that it can be in."""
    url = f"sqlite:///{tmp_path}/store.sqlite3"
    if request.param in EDITIONS:
        url = request.getfixturevalue("platform_database")(request.param)
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(
            opened_store(url, profile, for_platform=request.param == SERVING)
        )


@pytest.fixture
def owner_id(store):
    return DEMO_USER_ID if isinstance(store.database, SQLiteDatabase) else OWNER_ID


@pytest.fixture
def new_client(profile, owner_id):
    """Make a client that is not stored yet, with some fields as asked."""

    def make(**changes):
        form = Form(
            name="App",
            redirect_uris=("https://app.example/cb",),
            scopes=("IDENTITY", "READ_GRAPH"),
            owner_id=owner_id,
        )
        return replace(prepare(form, profile).client, **changes)

    return make

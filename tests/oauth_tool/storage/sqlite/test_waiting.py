"""Who writes waits for another process that writes, and not for ever."""

import sqlite3
from contextlib import closing
from threading import Timer

import pytest

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.users import demo_user
from oauth_tool.profiles.loading import load_profile
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.sqlite import database
from tool_cli.errors import ToolError

PROFILE = load_profile("autogpt")


@pytest.fixture
async def store(tmp_path):
    async with opened_store(f"sqlite:///{tmp_path}/store.sqlite3", PROFILE) as opened:
        yield opened


@pytest.fixture
def writing(tmp_path, store):
    """A connection that has begun to write, as another process may have."""
    file = tmp_path / "store.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


async def test_a_change_comes_after_that_of_who_was_first(store, writing):
    end = Timer(0.05, writing.execute, ["COMMIT"])
    end.start()

    await store.change_client("nobody", {"name": "x"}, utc_now())

    end.join()
    assert not writing.in_transaction


async def test_who_waits_too_long_says_so(store, writing, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.0)

    with pytest.raises(ToolError, match="locked"):
        await store.add_user(demo_user(utc_now()))

    assert writing.in_transaction

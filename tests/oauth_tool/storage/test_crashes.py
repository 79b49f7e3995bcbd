"""Whatever kills the process, and whenever: the database holds all of the work or none of it."""

import functools
import signal
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from tests.plumbing.cheap_hashes import with_cheap_hashes
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.opening import opened_store

PROFILE = with_cheap_hashes(load_profile("autogpt"))
DYING = Path(__file__).with_name("dying.py")
STATEMENTS = 6


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Return a database's URL and the id of a user in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite3", DEMO_USER_ID
    return request.getfixturevalue("platform_database")("extended"), OWNER_ID


@pytest.fixture
async def present(place):
    """Register the app that the work is about, and return it."""
    url, owner_id = place
    form = Form(
        name="App",
        redirect_uris=("https://app.example/cb",),
        scopes=("IDENTITY",),
        owner_id=owner_id,
        client_id="present",
    )
    client = prepare(form, PROFILE).client
    async with opened_store(url, PROFILE) as store:
        await store.add_client(client)
    return client


@pytest.fixture
def died(place):
    """Return a function that runs a piece of work until it is killed after so many statements.

    It says whether the work was killed before its end.
    """
    with ExitStack() as programs:

        @functools.cache
        def dying(work):
            url, owner_id = place
            command = [sys.executable, DYING, url, work, owner_id]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            return programs.enter_context(subprocess.Popen(command, **pipes, text=True))

        def run(work, statements):
            process = dying(work)
            process.stdin.write(f"{statements}\n")
            process.stdin.flush()
            return {0: False, -signal.SIGKILL: True}[int(process.stdout.readline())]

        yield run


async def clients(place):
    async with opened_store(place[0], PROFILE) as store:
        return {client.client_id: client for client in await store.clients()}


async def test_a_killed_registration_leaves_the_whole_app_or_nothing(died, place, present):
    for statements in range(STATEMENTS):
        if not died("register", statements):
            break
        assert set(await clients(place)) == {"present"}

    assert set(await clients(place)) == {"present", "new"}


async def test_a_killed_rotation_leaves_the_old_secret_or_the_new_one_with_its_overlap(
    died, place, present
):
    for statements in range(STATEMENTS):
        if not died("rotate", statements):
            break
        assert (await clients(place))["present"] == present
        async with opened_store(place[0], PROFILE) as store:
            assert await store.former_secrets(present) == []

    rotated = (await clients(place))["present"]
    assert replace(rotated, updated_at=present.updated_at) != present


async def test_a_killed_batch_leaves_all_of_it_or_nothing(died, place, present):
    for statements in range(STATEMENTS):
        if not died("batch", statements):
            break
        assert await clients(place) == {"present": present}

    assert set(await clients(place)) == {"present", "new", "newer"}
    assert (await clients(place))["present"].name == "Changed"

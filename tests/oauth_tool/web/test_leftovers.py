"""Whatever kills the process, and whenever: the next one removes the temporary app."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.storage.opening import opened_store
from oauth_tool.web.journal import Entry, Journal
from oauth_tool.web.leftovers import remove_leftovers

DYING = Path(__file__).with_name("dying_app.py")
POINTS = 40


@pytest.fixture
def journal(tmp_path):
    return Journal(folder=tmp_path / "temporary-apps")


@pytest.fixture
def left_behind(journal):
    """Return a function that notes an app which nobody uses any more."""

    def note(client_id="left", **changes):
        fields = {"database": "sqlite:////nowhere", "profile": "autogpt", "started_at": "now"}
        with journal.entry(Entry(client_id=client_id, **fields | changes)):
            pass

    return note


def died_at(point, journal, url, owner_id):
    done = subprocess.run(
        [sys.executable, DYING, journal.folder, url, owner_id, str(point)],
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode != 0


async def clients_at(url):
    async with opened_store(url, load_profile("autogpt")) as store:
        return [client.name for client in await store.clients()]


@pytest.mark.parametrize("place", ["sqlite", "postgresql"])
async def test_wherever_it_is_killed_the_next_one_leaves_nothing(request, journal, tmp_path, place):
    url, owner_id = f"sqlite:///{tmp_path}/store.sqlite3", DEMO_USER_ID
    if place == "postgresql":
        url, owner_id = request.getfixturevalue("platform_database")(), OWNER_ID
    seen = []

    for point in range(POINTS):
        if not died_at(point, journal, url, owner_id):
            break
        seen.append((len(await clients_at(url)), len(journal.entries())))
        await remove_leftovers(journal, url)
        assert await clients_at(url) == []
        assert journal.entries() == []

    assert len(seen) >= 10
    assert (1, 0) not in seen, "an app was there that nobody had written down"
    assert (1, 1) in seen


async def test_an_app_in_use_is_left_alone(journal, platform):
    entry = Entry(client_id="x", database="sqlite:////nowhere", profile="rfc", started_at="now")

    with journal.entry(entry):
        assert await remove_leftovers(journal, None) == []
        assert len(journal.entries()) == 1

    (leftover,) = await remove_leftovers(journal, None)
    assert leftover.entry == entry
    assert journal.entries() == []


async def test_what_cannot_be_removed_stays_written_down(journal, left_behind, unused_tcp_port):
    left_behind(database=f"postgresql://me@127.0.0.1:{unused_tcp_port}/db")

    (leftover,) = await remove_leftovers(journal, None)

    assert "left may still be in postgresql://me@" in leftover.problem.message
    assert "PGPASSWORD" in leftover.problem.hint
    assert len(journal.entries()) == 1


async def test_a_start_reaches_for_no_database_that_was_not_named(journal, left_behind):
    left_behind(database="postgresql://me@db.example/db")

    (leftover,) = await remove_leftovers(journal, None, only_near=True)

    assert "of an earlier start" in leftover.problem.message
    assert "oauth-tool cleanup" in leftover.problem.hint


async def test_a_file_that_is_gone_took_its_apps_along(journal, left_behind, tmp_path):
    left_behind(database=f"sqlite:///{tmp_path}/gone.sqlite3")

    (leftover,) = await remove_leftovers(journal, None)

    assert (leftover.was_there, leftover.problem) == (False, None)
    assert not (tmp_path / "gone.sqlite3").exists()


async def test_a_profile_that_is_gone_is_a_problem_and_no_crash(journal, left_behind, tmp_path):
    (tmp_path / "store.sqlite3").touch()
    left_behind(database=f"sqlite:///{tmp_path}/store.sqlite3", profile="gone")

    (leftover,) = await remove_leftovers(journal, None)

    assert "unknown profile 'gone'" in leftover.problem.message


@pytest.mark.parametrize("text", ["", "{", "[]", '{"client_id": 7}', "\x00"])
def test_a_file_that_is_no_entry_is_passed_over(journal, left_behind, text):
    left_behind()
    (journal.folder / "other.json").write_text(text)

    assert [entry.client_id for entry, _ in journal.entries()] == ["left"]


def test_entries_are_for_their_owner_alone(journal, left_behind):
    left_behind()

    assert journal.folder.stat().st_mode & 0o777 == 0o700
    modes = {file.name: file.stat().st_mode & 0o777 for file in journal.folder.iterdir()}
    assert modes == {"left.json": 0o600}


def test_an_app_that_cannot_be_written_down_is_not_made(tmp_path):
    (tmp_path / "file").touch()
    entry = Entry(client_id="x", database="d", profile="p", started_at="now")

    with (
        pytest.raises(Exception, match="cannot write") as error,
        Journal(folder=tmp_path / "file").entry(entry),
    ):
        pytest.fail("it went on")

    assert "only once it is written down" in error.value.hint

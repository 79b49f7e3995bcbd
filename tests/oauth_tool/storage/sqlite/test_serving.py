"""What a server's tasks change at a time is one transaction, and nobody can tell by the outcome."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plumbing.cheap_hashes import with_cheap_hashes

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.tokens import Token
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.clients import ClientExists, NoSuchOwner
from oauth_tool.storage.database import NoSuchReferenceError
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.sqlite import serving
from oauth_tool.storage.sqlite.checkpoints import Checkpoints
from oauth_tool.storage.statements import delete
from tool_cli.errors import ToolError

PROFILE = with_cheap_hashes(load_profile("autogpt"))
FORM = Form(
    name="App",
    redirect_uris=("https://app.example/cb",),
    scopes=("IDENTITY",),
    owner_id=DEMO_USER_ID,
)
CLIENT = prepare(FORM, PROFILE).client
NAMES = st.sampled_from(["a", "b", "c"])
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NAMES),
        st.tuples(st.just("add for nobody"), NAMES),
        st.tuples(st.just("rename"), NAMES),
        st.tuples(st.just("add tokens"), NAMES),
        st.tuples(st.just("add tokens and one of nobody's"), NAMES),
        st.tuples(st.just("delete"), NAMES),
    ),
    max_size=10,
)


@pytest.fixture
async def store(tmp_path):
    """The store of a server."""
    async with opened_store(url_in(tmp_path), PROFILE, for_platform=True) as opened:
        yield opened


@pytest.fixture
def other(tmp_path, store):
    """A connection of another process."""
    file = tmp_path / "store.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as connection:
        yield connection


@pytest.fixture
def times_run(store):
    """Return a function that counts how often the server has run a statement of its own."""
    statements = []
    store.database._connection.set_trace_callback(statements.append)  # noqa: SLF001 - to look on
    return statements.count


def url_in(folder):
    return f"sqlite:///{folder}/store.sqlite3"


def named(name, owner_id=DEMO_USER_ID):
    return replace(CLIENT, id=f"row of {name}", client_id=name, owner_id=owner_id)


def token_of(client, number):
    now = utc_now()
    return Token(
        id=f"token {number}",
        digest=f"digest {number}",
        created_at=now,
        expires_at=now + PROFILE.lifetimes.access_token,
        client_row=client.id,
        user_id=DEMO_USER_ID,
        scopes=("IDENTITY",),
    )


def names_in(connection):
    return {name for (name,) in connection.execute('SELECT "clientId" FROM "OAuthApplication"')}


async def test_changes_of_several_tasks_are_one_transaction(store, times_run):
    await asyncio.gather(*[store.add_client(named(name)) for name in "abc"])

    assert times_run("BEGIN IMMEDIATE") == times_run("COMMIT") == 1
    assert {client.client_id for client in await store.clients()} == set("abc")


async def test_who_is_told_of_a_change_finds_it_in_the_file(store, other):
    async def add(name):
        await store.add_client(named(name))
        return name in names_in(other)

    assert await asyncio.gather(*map(add, "abc")) == [True, True, True]


async def test_a_change_that_fails_takes_no_other_with_it(store, other):
    outcomes = await asyncio.gather(
        store.add_client(named("a")),
        store.add_client(named("a")),
        store.add_client(named("b", owner_id="nobody")),
        store.add_client(named("c")),
        return_exceptions=True,
    )

    assert [type(outcome) for outcome in outcomes] == [
        type(None),
        ClientExists,
        NoSuchOwner,
        type(None),
    ]
    assert names_in(other) == {"a", "c"}


async def test_what_fails_halfway_leaves_nothing_and_its_neighbours_stay(store):
    await store.add_client(named("a"))
    good, bad = token_of(named("a"), 1), token_of(named("nobody"), 2)

    outcomes = await asyncio.gather(
        store.add_client(named("b")), store.add_tokens(good, bad), return_exceptions=True
    )

    assert [type(outcome) for outcome in outcomes] == [type(None), NoSuchReferenceError]
    assert await store.access_token(good.digest) is None
    assert await store.client("b") is not None


@given(changes=CHANGES)
@settings(max_examples=50)
def test_together_changes_come_to_what_they_come_to_one_after_another(changes):
    async def follow():
        outcomes, contents = [], []
        for at_once in (True, False):
            with tempfile.TemporaryDirectory() as folder:
                async with opened_store(url_in(folder), PROFILE, for_platform=at_once) as store:
                    work = [change(store, *one, number) for number, one in enumerate(changes)]
                    outcomes.append(await (asyncio.gather(*work) if at_once else in_turn(work)))
                with closing(sqlite3.connect(f"{folder}/store.sqlite3")) as connection:
                    contents.append(everything_in(connection))
        assert outcomes[0] == outcomes[1]
        assert contents[0] == contents[1]

    asyncio.run(follow())


async def change(store, what, name, number):
    """Change something in one step, and return what came of it."""
    client, token = named(name), token_of(named(name), number)
    steps = {
        "add": lambda: store.add_client(client),
        "add for nobody": lambda: store.add_client(named(name, owner_id="nobody")),
        "rename": lambda: store.change_client(name, {"name": f"{number}"}, utc_now()),
        "add tokens": lambda: store.add_tokens(token, token),
        "add tokens and one of nobody's": lambda: store.add_tokens(
            token, token_of(named("nobody"), number)
        ),
        "delete": lambda: store.database.execute(delete(store.tables.clients, {"id": client.id})),
    }
    try:
        return await steps[what]()
    except (ToolError, NoSuchReferenceError) as error:
        return type(error)


async def in_turn(work):
    return [await one for one in work]


def everything_in(connection):
    """Return the rows of all tables, without the moments that differ from run to run."""
    tables = ("OAuthApplication", "OAuthAccessToken", "OAuthRefreshToken")
    columns = ("id, name", "id, token", "id, token")
    return [
        connection.execute(f'SELECT {found} FROM "{table}" ORDER BY id').fetchall()
        for table, found in zip(tables, columns, strict=True)
    ]


async def test_while_another_process_writes_the_event_loop_turns(store, other):
    other.execute("BEGIN IMMEDIATE")
    adding = asyncio.create_task(store.add_client(named("a")))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not adding.done()

    other.execute("COMMIT")
    await adding

    assert names_in(other) == {"a"}


async def test_who_waits_too_long_says_so(store, other, monkeypatch):
    monkeypatch.setattr(serving, "BUSY_SECONDS", 0.0)
    other.execute("BEGIN IMMEDIATE")

    outcomes = await asyncio.gather(
        *[store.add_client(named(name)) for name in "ab"], return_exceptions=True
    )

    assert [str(outcome) for outcome in outcomes] == [
        "the database file failed: database is locked"
    ] * 2
    other.execute("COMMIT")
    await store.add_client(named("c"))
    assert names_in(other) == {"c"}


async def test_a_task_that_is_cancelled_holds_nobody_up(store):
    tasks = [asyncio.create_task(store.add_client(named(name))) for name in "ab"]
    await asyncio.sleep(0)
    tasks[0].cancel()

    outcomes = await asyncio.gather(*tasks, return_exceptions=True)

    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert outcomes[1] is None
    assert await store.client("b") is not None


async def test_what_waits_when_the_store_is_closed_is_kept(tmp_path):
    async with opened_store(url_in(tmp_path), PROFILE, for_platform=True) as store:
        adding = asyncio.create_task(store.add_client(named("a")))
        await asyncio.sleep(0)

    await adding
    with closing(sqlite3.connect(tmp_path / "store.sqlite3")) as other:
        assert names_in(other) == {"a"}


async def test_until_the_event_loop_turns_everybody_reads_the_same(store, tmp_path):
    async with opened_store(url_in(tmp_path), PROFILE) as other:
        await store.database.version()
        await other.add_client(named("a"))
        in_one_turn = await store.clients()
        await asyncio.sleep(0)
        later = await store.clients()

    assert (in_one_turn, [client.client_id for client in later]) == ([], ["a"])


async def test_a_transaction_begins_where_somebody_has_read(store, other):
    await store.database.version()
    async with store.database.transaction() as database:
        await replace(store, database=database).add_client(named("a"))
        inside = await store.client("a")
    await store.add_client(named("b"))

    assert inside is not None
    assert names_in(other) == {"a", "b"}


async def test_every_change_brings_the_next_checkpoint_nearer(store, monkeypatch):
    noted = []
    monkeypatch.setattr(Checkpoints, "note_changes", lambda _, count: noted.append(count))

    await store.add_client(named("a"))
    await asyncio.gather(store.add_client(named("b")), store.add_client(named("c")))
    await store.apply([named("d"), named("e")], {}, utc_now())

    assert noted == [1, 2, 1]


async def test_a_reading_that_was_cut_off_holds_nothing_up(store, other):
    await store.database.version()
    store.database._connection.execute("ROLLBACK")  # noqa: SLF001 - as SQLite does after an error
    await store.add_client(named("a"))
    await store.database.version()

    assert names_in(other) == {"a"}


async def test_a_store_can_be_closed_while_somebody_reads(tmp_path):
    async with opened_store(url_in(tmp_path), PROFILE, for_platform=True) as store:
        await store.database.version()

    await asyncio.sleep(0)
    with pytest.raises(ToolError, match="closed"):
        await store.database.version()


async def test_the_version_is_asked_for_once_while_the_event_loop_does_not_turn(store, times_run):
    for _ in range(5):
        await store.database.version()
    in_one_turn = times_run("PRAGMA data_version")
    await asyncio.sleep(0)
    await store.database.version()

    assert (in_one_turn, times_run("PRAGMA data_version")) == (1, 2)

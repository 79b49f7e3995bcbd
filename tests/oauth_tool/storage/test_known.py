"""A store that remembers clients never answers with one that has changed since."""

import asyncio
import tempfile
import uuid
from contextlib import AsyncExitStack, suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plumbing.cheap_hashes import with_cheap_hashes

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.opened import REMEMBERED
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.statements import delete

PROFILE = with_cheap_hashes(load_profile("autogpt"))
CLIENT = prepare(
    Form(
        name="App",
        redirect_uris=("https://app.example/cb",),
        scopes=("IDENTITY",),
        owner_id=DEMO_USER_ID,
    ),
    PROFILE,
).client
STEPS = st.lists(
    st.tuples(
        st.integers(min_value=0, max_value=1),
        st.sampled_from(["read", "read at", "add", "rename", "rename in a batch", "delete"]),
        st.text(alphabet="abc", min_size=1, max_size=3),
    ),
    max_size=12,
)


@pytest.fixture
async def both(tmp_path):
    """Two stores in one file, as two processes have them."""
    async with AsyncExitStack() as stack:
        yield await _both(stack, tmp_path)


@given(steps=STEPS)
@settings(max_examples=60)
def test_whatever_two_processes_do_each_sees_the_last_change(steps):
    async def follow():
        with tempfile.TemporaryDirectory() as folder:
            async with AsyncExitStack() as stack:
                stores, name = await _both(stack, folder), None
                for who, step, word in steps:
                    name = await _step(stores[who], step, word, name)
                    for store in stores:
                        found = await store.client(CLIENT.client_id)
                        assert (found.name if found else None) == name
                        assert await store.client_at(CLIENT.id) == found

    asyncio.run(follow())


async def _step(store, step, word, name):
    """Take a step, and return what the client is called then; None if there is none."""
    if step == "add" and name is None:
        await store.add_client(replace(CLIENT, name=word))
        return word
    if step == "delete":
        await store.delete_client(CLIENT.client_id)
        return None
    if step.startswith("rename") and name is not None:
        if step == "rename":
            await store.change_client(CLIENT.client_id, {"name": word}, utc_now())
        else:
            await store.apply([], {CLIENT.client_id: {"name": word}}, utc_now())
        return word
    return name


async def test_a_change_that_is_taken_back_is_seen_inside_only(both):
    store, _ = both
    await store.add_client(CLIENT)
    before = await store.client(CLIENT.client_id)

    inside = await _name_inside_a_transaction_that_fails(store)

    assert (before.name, inside) == ("App", "other")
    assert await store.client(CLIENT.client_id) == before


async def _name_inside_a_transaction_that_fails(store):
    with suppress(ZeroDivisionError):
        async with store.database.transaction():
            await store.change_client(CLIENT.client_id, {"name": "other"}, utc_now())
            inside = await store.client(CLIENT.client_id)
            raise ZeroDivisionError
    return inside.name


async def test_a_server_sees_a_change_of_another_process_once_its_event_loop_turns(tmp_path):
    url = f"sqlite:///{tmp_path}/store.sqlite3"
    async with (
        opened_store(url, PROFILE, for_platform=True) as server,
        opened_store(url, PROFILE) as other,
    ):
        await other.add_client(CLIENT)
        assert await server.client(CLIENT.client_id) == CLIENT
        await other.change_client(CLIENT.client_id, {"name": "other"}, utc_now())

        await asyncio.sleep(0)

        assert (await server.client(CLIENT.client_id)).name == "other"


async def test_a_client_goes_with_its_owner(both):
    store, other = both
    await store.add_client(CLIENT)
    assert await store.client(CLIENT.client_id) == CLIENT

    await other.database.execute(_deletion_of_the_owner(store))

    assert await store.client(CLIENT.client_id) is None
    assert await other.client(CLIENT.client_id) is None


async def test_what_is_remembered_has_an_end(both):
    store, _ = both
    for number in range(REMEMBERED + 1):
        name = f"client-{number}"
        await store.add_client(replace(CLIENT, id=str(uuid.uuid4()), client_id=name))
    for number in range(REMEMBERED + 1):
        await store.client(f"client-{number}")

    assert 0 < len(await store.database.known(store.tables.clients)) <= REMEMBERED


def _deletion_of_the_owner(store):
    return delete(store.tables.users, {"id": DEMO_USER_ID})


async def _both(stack, folder):
    url = f"sqlite:///{folder}/store.sqlite3"
    return [await stack.enter_async_context(opened_store(url, PROFILE)) for _ in range(2)]

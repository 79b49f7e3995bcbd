"""Time and faults are those of the platform, however many processes it has."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.platform.faults import KINDS, Fault, read_fault
from oauth_tool.platform.keys import shared_keys
from oauth_tool.platform.plan import MOST_FAULTS, Plan, read_plan
from oauth_tool.platform.steering import Steering
from oauth_tool.profiles.loading import load_profile
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.state import OwnState
from tool_cli.errors import InvalidInput

PROFILE = load_profile("autogpt")
FAULT = read_fault(PROFILE, "503@token:2")


@pytest.fixture(params=["sqlite", "postgresql"])
async def processes(request, tmp_path, watch):
    """Steer one platform from two stores, as two processes do."""
    url = f"sqlite:///{tmp_path}/store.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("platform_database")()
    async with (
        opened_store(url, PROFILE, for_platform=True) as one,
        opened_store(url, PROFILE, for_platform=True) as other,
    ):
        yield Steering(one.state, base=watch), Steering(other.state, base=watch)


async def test_a_moved_clock_is_moved_everywhere_and_still_runs(processes, watch):
    one, other = processes
    for process in processes:
        await process.refresh()

    await one.advance(timedelta(hours=1))
    await other.refresh()
    watch.advance(seconds=5)

    assert other.clock() == one.clock() == watch() + timedelta(hours=1)
    assert other.is_shared


async def test_a_fault_happens_as_often_as_was_asked_in_all_processes_together(processes):
    one, other = processes
    await one.add_faults([FAULT])
    await other.refresh()
    (pending,) = other.plan.at("/api/oauth/token")

    spent = await asyncio.gather(*(p.spend(pending.number) for p in processes for _ in range(3)))

    assert sum(spent) == 2
    await one.refresh()
    assert one.plan.pending == ()


async def test_a_fault_that_always_happens_is_never_spent(processes):
    one, other = processes
    await one.add_faults([read_fault(PROFILE, "503@token:always"), FAULT])
    await other.refresh()

    assert all([await other.spend(1) for _ in range(3)])
    await other.clear_faults()
    await one.refresh()

    assert one.plan.pending == ()
    assert not await one.spend(1)


async def test_a_fault_that_always_happens_is_there_once_however_often_it_is_asked_for(processes):
    one, other = processes
    always = read_fault(PROFILE, "503@token:always")

    await one.add_faults([always, FAULT])
    await other.add_faults([always, FAULT])

    assert [pending.fault for pending in other.plan.pending] == [always, FAULT, FAULT]


async def test_a_clock_that_is_reset_is_right_everywhere(processes, watch):
    one, other = processes
    await one.advance(timedelta(days=30))
    await other.refresh()

    await other.reset_clock()
    await one.refresh()

    assert one.clock() == other.clock() == watch()


async def test_changes_at_the_same_time_are_all_kept(processes):
    await asyncio.gather(*(p.advance(timedelta(hours=1)) for p in processes for _ in range(4)))

    for process in processes:
        await process.refresh()
        assert process.plan.ahead == timedelta(hours=8)


async def test_all_processes_have_the_same_keys(tmp_path):
    url = f"sqlite:///{tmp_path}/store.sqlite3"
    async with opened_store(url, PROFILE) as one, opened_store(url, PROFILE) as other:
        ours, theirs = [await shared_keys(s.state, _bytes(n)) for n, s in enumerate((one, other))]

    assert ours == theirs
    assert repr(ours) == "Keys(user_tokens=Secret(hidden))"


async def test_a_process_without_room_in_the_database_is_steered_alone(watch):
    one, other = (Steering(OwnState(), base=watch) for _ in range(2))

    await one.advance(timedelta(hours=1))
    await other.refresh()

    assert other.clock() == watch()
    assert not one.is_shared


def test_there_is_room_for_so_many_faults_only():
    full = Plan().with_faults([FAULT] * MOST_FAULTS)

    with pytest.raises(InvalidInput):
        full.with_faults([FAULT])


@given(
    st.lists(
        st.builds(
            Fault,
            kind=st.sampled_from(KINDS),
            paths=st.lists(st.text()).map(tuple),
            times=st.none() | st.integers(1, 9),
            client_id=st.none() | st.text(),
            delay=st.floats(0, 600),
        )
    ),
    st.integers(0, 10**8),
)
def test_a_plan_is_read_as_it_was_spelled(faults, seconds):
    plan = Plan().with_faults(faults).advanced(timedelta(seconds=seconds))

    assert read_plan(plan.spelled()) == plan


def _bytes(number):
    return lambda size: bytes([number]) * size

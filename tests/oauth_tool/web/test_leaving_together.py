"""Answers wait for those that are ready at the same time, and for nothing else."""

import asyncio

import pytest
from aiohttp import web

from oauth_tool.web.leaving_together import leaving_together


@pytest.fixture
def left():
    """The names of the handlers whose answers have left, in their order."""
    return []


@pytest.fixture
def answer(left):
    """Return a function that answers a request by a handler that waits for something."""
    held_back = leaving_together()

    async def answered(name, *, after=None, fails=False):
        async def handler(_):
            if after is not None:
                await after
            if fails:
                raise web.HTTPFound("/elsewhere")
            return web.Response(text=name)

        response = await held_back(None, handler)
        left.append(name)
        return response.text

    return lambda name, **how: asyncio.create_task(answered(name, **how))


async def turn(times=1):
    for _ in range(times):
        await asyncio.sleep(0)


async def test_answers_that_are_ready_together_leave_together(answer, left):
    first, second = answer("first"), answer("second")
    await turn()
    assert left == []

    assert await asyncio.gather(first, second) == ["first", "second"]


async def test_nobody_waits_for_an_answer_that_is_not_ready(answer, left):
    event = asyncio.Event()
    slow, fast = answer("slow", after=event.wait()), answer("fast")

    await fast

    assert left == ["fast"]
    event.set()
    assert await slow == "slow"


async def test_a_request_that_is_cancelled_holds_nobody_up(answer):
    first, second = answer("first"), answer("second")
    await turn()
    first.cancel()

    assert await second == "second"
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_a_failure_is_not_held(answer, left):
    with pytest.raises(web.HTTPFound):
        await answer("redirected", fails=True)

    assert await answer("next") == "next"
    assert left == ["next"]

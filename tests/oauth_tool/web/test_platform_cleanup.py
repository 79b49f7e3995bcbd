import asyncio
from datetime import timedelta

from aiohttp import web

from oauth_tool.web.platform_cleanup import cleaning


async def _until(condition):
    async with asyncio.timeout(5):
        while not await condition():  # noqa: ASYNC110 - the job gives no sign of its own
            await asyncio.sleep(0)


async def test_the_job_deletes_what_has_expired_and_ends_with_the_app(
    platform, app, new_code, watch
):
    code = await new_code(app)
    watch.advance(hours=1)
    running = cleaning(platform, timedelta(seconds=0))(web.Application())

    await anext(running)
    await _until(lambda: _is_gone(platform, code))
    await anext(running, None)

    assert len(asyncio.all_tasks()) == 1


async def test_the_job_outlives_a_database_that_is_away(platform, caplog):
    await platform.store.close()
    running = cleaning(platform, timedelta(seconds=0))(web.Application())

    await anext(running)
    await _until(lambda: _has_warned(caplog))
    await _until(lambda: _has_warned(caplog, times=2))
    await anext(running, None)

    assert await _has_warned(caplog, times=2)


async def _is_gone(platform, code):
    return await platform.store.code(code) is None


async def _has_warned(caplog, times=1):
    return caplog.text.count("expired rows were not removed") >= times

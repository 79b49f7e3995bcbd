"""Delete what has expired, every few hours, as long as the platform is served.

When that was done last stands in the database: it is done as often however many processes serve,
and also when they are restarted more often than that.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta

from aiohttp import web

from oauth_tool.oauth.moments import utc_now
from oauth_tool.platform.cleanup import claimed_cleanup, clean_up
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.tokens import ExpiredCounts
from tool_cli.errors import ToolError

LOG = logging.getLogger(__name__)


def cleaning(
    platform: Platform, interval: timedelta
) -> Callable[[web.Application], AsyncIterator[None]]:
    """Return what runs beside an application, for its ``cleanup_ctx``."""

    async def beside(_: web.Application) -> AsyncIterator[None]:
        job = asyncio.create_task(_clean_up_every(platform, interval))
        yield
        job.cancel()
        with suppress(asyncio.CancelledError):
            await job

    return beside


async def _clean_up_every(platform: Platform, interval: timedelta) -> None:
    while True:
        try:
            wait = await claimed_cleanup(platform.store.state, interval, utc_now())
            if wait is None:
                _log(await clean_up(platform))
        except ToolError as error:  # the database may be back next time
            LOG.warning("expired rows were not removed: %s", error.message)
            wait = None
        await asyncio.sleep((wait or interval).total_seconds())


def _log(counts: ExpiredCounts) -> None:
    LOG.info(
        "removed expired rows: %d codes, %d access tokens, %d refresh tokens",
        counts.codes,
        counts.access_tokens,
        counts.refresh_tokens,
    )

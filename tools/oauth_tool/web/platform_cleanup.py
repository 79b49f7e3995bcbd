"""Delete what has expired, every few hours, as long as the platform is served."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta

from aiohttp import web

from oauth_tool.platform.cleanup import clean_up
from oauth_tool.platform.platform import Platform
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
        await asyncio.sleep(interval.total_seconds())
        try:
            counts = await clean_up(platform)
        except ToolError as error:  # the database may be back next time
            LOG.warning("expired rows were not removed: %s", error.message)
        else:
            LOG.info(
                "removed expired rows: %d codes, %d access tokens, %d refresh tokens",
                counts.codes,
                counts.access_tokens,
                counts.refresh_tokens,
            )

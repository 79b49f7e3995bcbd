"""Run applications on bound sockets until somebody asks to stop."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType

from aiohttp import hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

LOG = logging.getLogger(__name__)
GRACE_SECONDS = 1.0
STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")


@asynccontextmanager
async def served(app: web.Application, listener: socket.socket) -> AsyncIterator[None]:
    """Serve an application on a socket.

    Requests under way get a second to end; idle connections are closed. No access log is written:
    it would hold codes and states. Neither is what is no HTTP: the answer is 400, and the bytes may
    hold a secret.
    """
    runner = web.AppRunner(app, access_log=None, logger=LOG, shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
    _expect_nothing_unreadable(runner)
    try:
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()


@contextmanager
def stop_requested() -> Iterator[asyncio.Event]:
    """Give an event that Ctrl-C, SIGTERM and a closed terminal set, in the running loop.

    From then on these signals change nothing, so that a second Ctrl-C interrupts no clean-up: the
    process is about to end. Only the main thread can do this.
    """
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def request_stop(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)

    before = {number: signal.signal(number, request_stop) for number in stopping_signals()}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if stop.is_set() else handler)


def stopping_signals() -> list[signal.Signals]:
    """Return the signals that ask a process to stop."""
    present = [getattr(signal, name) for name in STOPPING if hasattr(signal, name)]
    # nohup ignores SIGHUP so that the server outlives its terminal: so be it.
    return [
        number
        for number in present
        if number.name != "SIGHUP" or signal.getsignal(number) != signal.SIG_IGN
    ]


def _expect_nothing_unreadable(runner: web.AppRunner) -> None:
    # aiohttp repeats an expectation that it does not know, and fails if it is no text.
    server = runner.server
    if server is None:
        return
    answer = server.request_handler

    async def answered(request: web.BaseRequest) -> web.StreamResponse:
        if request.headers.get(hdrs.EXPECT, "").isascii():
            return await answer(request)
        return web.Response(status=417)

    server.request_handler = answered


def _is_ours_to_tell(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)


LOG.addFilter(_is_ours_to_tell)

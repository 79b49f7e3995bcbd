"""Run applications on bound sockets until somebody asks to stop."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import FrameType

from aiohttp import web

GRACE_SECONDS = 1.0
STOPPING = ("SIGINT", "SIGTERM", "SIGHUP")


@asynccontextmanager
async def served(app: web.Application, listener: socket.socket) -> AsyncIterator[None]:
    """Serve an application on a socket.

    Requests under way get a second to end; idle connections are closed. No access log is written:
    it would hold codes and states.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
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

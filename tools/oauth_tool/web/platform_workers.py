"""Serve one platform from several processes: the kernel spreads the connections among them.

They share nothing but the database and a port. Each has a listening socket of its own
(SO_REUSEPORT), since of several processes that accept from one socket, one may take all.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from oauth_tool.web.event_loop import run_in_event_loop, settle
from oauth_tool.web.listening import origin_at, reserved_port
from oauth_tool.web.platform_running import PlatformSettings, Running, opened_platform, running
from oauth_tool.web.serving import stop_requested, stopping_signals
from tool_cli.errors import InvalidInput, ToolError

LOG = logging.getLogger(__name__)
READY = b"."


@dataclass(frozen=True, kw_only=True, slots=True)
class Pipes:
    """How parent and workers hear of one another, each a pair of descriptors to read and write.

    Attributes:
        ready: Each worker writes a byte once it answers; it ends when no worker is left.
        alive: It ends when the parent does, however that happens.
    """

    ready: tuple[int, int]
    alive: tuple[int, int]


def serve_with_workers(
    settings: PlatformSettings, workers: int, greet: Callable[[Running], None]
) -> None:
    """Serve a platform from so many processes until somebody asks to stop.

    Raises:
        ToolError: The port or the database cannot be used, or a process has ended by itself.
    """
    if not hasattr(socket, "SO_REUSEPORT") or not hasattr(os, "fork"):
        raise InvalidInput("this system cannot share a port among processes", "leave --workers out")
    with reserved_port(settings.port, "--port") as reserved:
        origin, port = origin_at(reserved), reserved.getsockname()[1]
        prepared = run_in_event_loop(_prepared(settings, origin))
        # What was asked to go wrong is in the database by now, once for all of them.
        own = replace(settings, port=port, shares_port=True, faults=(), preset=None)
        with _signals_held(), _crew(own, workers) as (pids, pipes):
            for _ in pids:
                if os.read(pipes.ready[0], 1) != READY:
                    raise _ended()
            greet(prepared)
            _wait()


async def _prepared(settings: PlatformSettings, origin: str) -> Running:
    async with opened_platform(settings) as (platform, control):
        if not control.steering.is_shared:
            raise ToolError(
                "the database has no room for what several processes have to share",
                "leave --workers out, or let its user create a schema",
            )
        return Running(origin=origin, platform=platform, control=control)


@contextmanager
def _signals_held() -> Iterator[None]:
    # So they wait until this process asks for them, and none gets lost before.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _awaited())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _crew(settings: PlatformSettings, workers: int) -> Iterator[tuple[list[int], Pipes]]:
    pipes = Pipes(ready=os.pipe(), alive=os.pipe())
    pids = [_started(settings, pipes) for _ in range(workers)]
    os.close(pipes.ready[1])
    try:
        yield pids, pipes
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        for pid in pids:
            with suppress(ChildProcessError):  # it was the one that ended by itself
                os.waitpid(pid, 0)
        for descriptor in (pipes.ready[0], *pipes.alive):
            os.close(descriptor)


def _wait() -> None:
    if signal.sigwait(_awaited()) == signal.SIGCHLD:
        raise _ended()


def _started(settings: PlatformSettings, pipes: Pipes) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _awaited())
        os.close(pipes.alive[1])
        run_in_event_loop(_work(settings, pipes))
        code = 0
    except ToolError as error:
        LOG.warning("a worker process ended: %s", error.message)
    finally:
        if sys.exc_info()[0]:
            traceback.print_exc()
        # Nothing of the parent's is to be cleaned up here: not its files, not its buffers.
        os._exit(code)


async def _work(settings: PlatformSettings, pipes: Pipes) -> None:
    with stop_requested() as stop:
        asyncio.get_running_loop().add_reader(pipes.alive[0], stop.set)
        async with running(settings):
            settle()
            os.write(pipes.ready[1], READY)
            os.close(pipes.ready[1])
            await stop.wait()


def _awaited() -> set[signal.Signals]:
    return {*stopping_signals(), signal.SIGCHLD}


def _ended() -> ToolError:
    return ToolError("a worker process ended by itself", "the lines above may say why")

import asyncio
import os
import signal

import pytest
from aiohttp import ClientSession, web

from oauth_tool.web.listening import bound, origin_at
from oauth_tool.web.serving import served, stop_requested
from tool_cli.errors import ToolError

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def test_the_address_is_known_before_anybody_serves_it():
    with bound(0, "--port") as listener:
        assert origin_at(listener).startswith("http://127.0.0.1:")


def test_a_port_in_use_is_told_with_the_option_to_change():
    with bound(0, "--port") as listener:
        port = listener.getsockname()[1]

        with pytest.raises(ToolError, match="is in use") as error, bound(port, "--other"):
            pass

    assert error.value.hint == "choose another one with --other"


async def test_an_idle_connection_does_not_hold_up_the_end():
    async def here(_):
        return web.Response(text="here")

    app = web.Application()
    app.router.add_get("/", here)
    with bound(0, "--port") as listener:
        async with ClientSession() as http:
            async with served(app, listener):
                async with http.get(f"{origin_at(listener)}/") as answer:
                    assert await answer.text() == "here"
                begin = asyncio.get_running_loop().time()
            assert asyncio.get_running_loop().time() - begin < 0.5


@pytest.fixture
def handlers():
    """Put the handlers of the signals back in the end."""
    before = {number: signal.getsignal(number) for number in STOPPING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", STOPPING)
async def test_each_of_the_signals_asks_to_stop(handlers, number):
    signal.signal(number, signal.SIG_DFL)

    with stop_requested() as stop:
        os.kill(os.getpid(), number)

        assert await asyncio.wait_for(stop.wait(), 5)


async def test_a_closed_terminal_that_was_to_be_ignored_is_ignored(handlers):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with stop_requested():
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


async def test_signals_that_come_while_stopping_change_nothing(handlers):
    with stop_requested() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        await stop.wait()
        os.kill(os.getpid(), signal.SIGTERM)

    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGTERM)

    assert {signal.getsignal(number) for number in STOPPING} == {signal.SIG_IGN}


async def test_without_a_signal_the_handlers_are_as_before():
    before = signal.getsignal(signal.SIGINT)

    with stop_requested():
        pass

    assert signal.getsignal(signal.SIGINT) == before

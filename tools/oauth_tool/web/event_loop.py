"""The event loop of whatever serves: uvloop's where it is installed (the extra ``fast``)."""

import asyncio
import gc
from collections.abc import Callable, Coroutine
from importlib import import_module
from typing import Any, TypeVar

from oauth_tool.web.memory import give_back_large_blocks

Result = TypeVar("Result")


def run_in_event_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Do some work in a new event loop, and return what it returned."""
    with asyncio.Runner(loop_factory=_factory()) as runner:
        return runner.run(work)


def settle() -> None:
    """Let the garbage collector look only at what is made from now on, and keep no large blocks.

    What a server has imported and set up stays until its end: there is nothing to find in it.
    """
    give_back_large_blocks()
    gc.freeze()
    gc.enable()


def _factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        factory: Callable[[], asyncio.AbstractEventLoop] = import_module("uvloop").new_event_loop
    except ImportError:
        return None
    return factory

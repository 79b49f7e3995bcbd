"""Answers that are ready at the same turn of the event loop leave together.

A packet that wakes a sleeping client costs a quarter of a small answer; a client that has just been
woken is awake for the next packet, too. A server with little to do answers some microseconds later.
"""

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware


def leaving_together() -> Middleware:
    """Return the middleware that holds answers until the event loop turns."""
    held: list[asyncio.Future[None]] = []

    def let_go() -> None:
        for future in held:
            if not future.done():  # its task was cancelled
                future.set_result(None)
        held.clear()

    @web.middleware
    async def held_back(request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        loop = asyncio.get_running_loop()
        if not held:
            loop.call_soon(let_go)
        future = loop.create_future()
        held.append(future)
        await future
        return response

    return held_back

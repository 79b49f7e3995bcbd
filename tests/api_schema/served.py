"""Print the document that an application serves, asked for as a server would, by nothing of ours.

Run in the application's interpreter: ``served.py MODULE:ATTRIBUTE (asgi|asgi-started) PATH``, the
second with its lifespan.
"""

import asyncio
import importlib
import os
import sys
from pathlib import Path


def asgi(app, path):
    return asyncio.run(answer(app, path))


def asgi_started(app, path):
    async def started_and_asked():
        started, never = asyncio.Event(), asyncio.Event()

        async def receive():
            if started.is_set():
                await never.wait()
            return {"type": "lifespan.startup"}

        async def send(message):
            assert message["type"] == "lifespan.startup.complete", message
            started.set()

        serving = asyncio.create_task(
            app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
        )
        await started.wait()
        body = await answer(app, path)
        serving.cancel()
        return body

    return asyncio.run(started_and_asked())


async def answer(app, path):
    body = bytearray()
    is_over = asyncio.Event()
    requests = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        if requests:
            return requests.pop()
        await is_over.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        body.extend(message.get("body", b""))
        if message["type"] == "http.response.body" and not message.get("more_body"):
            is_over.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1234),
    }
    await app(scope, receive, send)
    return bytes(body)


if __name__ == "__main__":
    target, interface, path = sys.argv[1:]
    stdout = os.dup(1)
    os.dup2(2, 1)  # some log there
    sys.path[0] = str(Path.cwd())
    module, attribute = target.split(":")
    app = getattr(importlib.import_module(module), attribute)
    os.write(stdout, {"asgi": asgi, "asgi-started": asgi_started}[interface](app, path))

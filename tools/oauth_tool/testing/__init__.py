"""An OAuth platform for your own tests: ready in under half a second, gone at the end.

In a synchronous test, the platform runs in a thread of its own::

    from oauth_tool.testing import running_platform

    with running_platform() as platform:
        app = platform.register(redirect_uris=["http://127.0.0.1:8000/callback"])
        my_app.configure(app.client_id, app.client_secret, platform.endpoint("token"))
        callback = platform.approve(my_app.authorization_url())  # the demo user agrees
        my_app.handle(callback)
        platform.advance("3601s")  # the access token has expired
        platform.fail("503@token")  # the next token request is answered 503

In an asynchronous one, the same methods are coroutines, except for ``endpoint``::

    from oauth_tool.testing import running_platform_async

    async with running_platform_async() as platform:
        app = await platform.register(redirect_uris=["http://127.0.0.1:8000/callback"])

With pytest, the fixture ``oauth_platform`` is a platform of the first kind.

By default everything is kept in a temporary folder; ``database_url`` names another store.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oauth_tool.testing.asynchronous import AsyncPlatform
    from oauth_tool.testing.synchronous import SyncPlatform

__all__ = ["running_platform", "running_platform_async"]


@contextmanager
def running_platform(
    *,
    profile: str = "autogpt",
    port: int = 0,
    database_url: str | None = None,
    faults: Sequence[str] = (),
    preset: str | Path | None = None,
    issuers: Sequence[str] = (),
) -> "Iterator[SyncPlatform]":
    """Run a platform in a thread.

    Args:
        profile: The name of a profile, or the path of one.
        port: Its port on 127.0.0.1, 0 for any free one.
        database_url: Its store; a temporary one by default.
        faults: What is to go wrong, as ``KIND@ENDPOINT[:TIMES][:CLIENT_ID]``.
        preset: A YAML file of users, apps, tokens, API keys, faults and the clock.
        issuers: With the rfc profile, the names of more authorization servers below ``/issuers/``.

    Raises:
        ToolError: The profile, the port, the database, the preset or a fault cannot be used.
    """
    # Importing the web framework takes a quarter of a second that only users of it should wait.
    from oauth_tool.testing.synchronous import opened  # noqa: PLC0415

    with opened(
        running_platform_async(
            profile=profile,
            port=port,
            database_url=database_url,
            faults=faults,
            preset=preset,
            issuers=issuers,
        )
    ) as platform:
        yield platform


@asynccontextmanager
async def running_platform_async(
    *,
    profile: str = "autogpt",
    port: int = 0,
    database_url: str | None = None,
    faults: Sequence[str] = (),
    preset: str | Path | None = None,
    issuers: Sequence[str] = (),
) -> "AsyncIterator[AsyncPlatform]":
    """Run a platform in the running event loop. It takes what ``running_platform`` takes.

    Raises:
        ToolError: The profile, the port, the database, the preset or a fault cannot be used.
    """
    from oauth_tool.testing.asynchronous import opened  # noqa: PLC0415 - as above

    async with opened(
        profile=profile,
        port=port,
        database_url=database_url,
        faults=faults,
        preset=preset,
        issuers=issuers,
    ) as platform:
        yield platform

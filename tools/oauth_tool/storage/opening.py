"""From a database URL to a store. Drivers are imported when their scheme is met."""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.users import DEMO_USER_ID, demo_user
from oauth_tool.profiles.profile import Profile
from oauth_tool.storage.app_store import AppStore
from oauth_tool.storage.database import Database
from oauth_tool.storage.tables import Tables, tables_of
from oauth_tool.storage.users import Users
from tool_cli.errors import InvalidInput

if TYPE_CHECKING:
    from oauth_tool.storage.store import Store

Result = TypeVar("Result")
SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")


def local_url(profile: Profile) -> str:
    """Return the URL of the store that the embedded platform of this profile uses."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only when no database is named

    return f"{SQLITE}{user_data_path('oauth-tool', appauthor=False) / profile.name}.sqlite3"


def is_embedded(url: str) -> bool:
    """Say whether a database URL names a file that belongs to this tool alone."""
    return url.startswith(SQLITE)


@asynccontextmanager
async def opened_store(
    url: str, profile: Profile, *, for_platform: bool = False
) -> AsyncIterator["Store"]:
    """Open the store at a URL, and close it.

    Args:
        url: Where it is.
        profile: The platform that it belongs to.
        for_platform: Whether it is for a platform that serves: then the tables that it keeps for
            itself are made in another's database, and its own file is brought up to date aside.

    Raises:
        InvalidInput: The URL has no scheme that is known here.
        ToolError: The database cannot be used.
    """
    from oauth_tool.storage.store import Store  # noqa: PLC0415 - most commands need only apps

    database, tables = await _open(url, profile, for_platform=for_platform)
    store = Store(database=database, tables=tables)
    try:
        yield store
    finally:
        await store.close()


def with_store(url: str, profile: Profile, work: Callable[[AppStore], Awaitable[Result]]) -> Result:
    """Open a store of apps, do one piece of work with it, close it, and return its result.

    Raises:
        InvalidInput: The URL has no scheme that is known here.
        ToolError: The database cannot be used.
    """

    async def whole() -> Result:
        database, tables = await _open(url, profile, for_platform=False)
        try:
            return await work(AppStore(database=database, tables=tables))
        finally:
            await database.close()

    if is_embedded(url):
        return _without_event_loop(whole())
    import asyncio  # noqa: PLC0415 - a third of the start-up of a command that does not need it

    return asyncio.run(whole())


async def _open(url: str, profile: Profile, *, for_platform: bool) -> tuple[Database, Tables]:
    if is_embedded(url):
        path = Path(unquote(url.removeprefix(SQLITE)))
        return await _open_embedded(path, profile, for_platform=for_platform)
    if url.startswith(POSTGRESQL):
        from oauth_tool.storage import postgresql  # noqa: PLC0415 - asyncpg only where it is used

        return await postgresql.open_postgresql(url, profile.database, for_platform=for_platform)
    raise InvalidInput(
        f"the database URL has the unknown scheme {url.partition(':')[0][:40]!r}",
        "write postgresql://user@host:port/database or sqlite:///PATH",
    )


async def _open_embedded(
    path: Path, profile: Profile, *, for_platform: bool
) -> tuple[Database, Tables]:
    # Not every command has a store.
    from oauth_tool.storage.sqlite.opening import open_sqlite  # noqa: PLC0415

    database, tables = open_sqlite(path, tables_of(profile.database), for_platform=for_platform)
    users = Users(database=database, tables=tables)
    if await users.user(DEMO_USER_ID) is None:
        await users.add_user(demo_user(utc_now()))
    return database, tables


def _without_event_loop(work: Coroutine[Any, Any, Result]) -> Result:
    # An SQLite store never waits, so the first step is the last; an event loop would cost more
    # start-up time than everything that happens here.
    try:
        work.send(None)
    except StopIteration as finished:
        result: Result = finished.value
        return result
    raise RuntimeError("a store without an event loop waited")

"""Remove the temporary apps that a crash, a ``kill -9`` or a power cut left behind."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from oauth_tool.profiles.loading import load_profile
from oauth_tool.storage.opening import is_embedded, opened_store
from oauth_tool.web.journal import Entry, Journal, Pending
from oauth_tool.web.recorded_urls import completed, sqlite_file, without_password
from tool_cli.errors import ToolError

REMOVAL_SECONDS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftover:
    """A temporary app that was left behind, and what became of it.

    Attributes:
        entry: What the journal says of it.
        was_there: Whether it was in its store, and is removed now.
        problem: Why it may still be there, or None.
    """

    entry: Entry
    was_there: bool = False
    problem: ToolError | None = None


async def remove_leftovers(
    journal: Journal, database_url: str | None, *, only_near: bool = False
) -> Sequence[Leftover]:
    """Remove what was left behind, and say what became of each; apps in use are left alone.

    Args:
        journal: Where they are written down.
        database_url: Completes the entries of the same database with its password.
        only_near: Reach for no database but files of this tool and the one that was given.
    """
    found = []
    for entry, pending in journal.entries():
        with pending.taken() as is_taken:
            if is_taken:
                found.append(await _dealt_with(entry, pending, database_url, only_near=only_near))
    return found


async def _dealt_with(
    entry: Entry, pending: Pending, database_url: str | None, *, only_near: bool
) -> Leftover:
    if only_near and not _is_near(entry, database_url):
        return Leftover(entry=entry, problem=_not_tried(entry))
    try:
        was_there = await _removed(entry, completed(entry.database, database_url))
    except (ToolError, TimeoutError) as error:
        return Leftover(entry=entry, problem=_problem(entry, error))
    pending.done()
    return Leftover(entry=entry, was_there=was_there)


async def _removed(entry: Entry, url: str) -> bool:
    if is_embedded(url) and not sqlite_file(url).exists():
        return False
    async with (
        asyncio.timeout(REMOVAL_SECONDS),
        opened_store(url, load_profile(entry.profile)) as store,
    ):
        return await store.delete_client(entry.client_id)


def _is_near(entry: Entry, database_url: str | None) -> bool:
    given = without_password(database_url) if database_url else None
    return is_embedded(entry.database) or entry.database == given


def _not_tried(entry: Entry) -> ToolError:
    return ToolError(
        f"the temporary app {entry.client_id} of an earlier start may still be in {entry.database}",
        "'oauth-tool cleanup' removes it",
    )


def _problem(entry: Entry, error: Exception) -> ToolError:
    why = error.message if isinstance(error, ToolError) else "it does not answer"
    return ToolError(
        f"the temporary app {entry.client_id} may still be in {entry.database}: {why}",
        "passwords are not written down: set PGPASSWORD, or give the whole URL with --database or"
        " OAUTH_TOOL_DATABASE",
    )

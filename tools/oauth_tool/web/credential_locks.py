"""One process at a time works with a credential file.

A server may replace the registration access token with every answer (RFC 7592 3), so two at once
would leave one of them, and perhaps the file, with a token that is void.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from oauth_tool.web.file_locks import held
from tool_cli.errors import ToolError

PAUSE_SECONDS = 0.05


@asynccontextmanager
async def alone_with(file: Path) -> AsyncIterator[None]:
    """Wait until nobody else works with a credential file, and keep others waiting meanwhile.

    Raises:
        ToolError: There is no lock to be had in the file's folder.
    """
    lock = _lock_beside(file)
    with ExitStack() as kept:
        while not _taken(lock, kept, file):  # noqa: ASYNC110 - no event comes from another process
            await asyncio.sleep(PAUSE_SECONDS)
        yield


def _lock_beside(file: Path) -> Path:
    place = file.resolve()  # several links may lead to one file
    return place.with_name(f".{place.name}.lock")


def _taken(lock: Path, kept: ExitStack, file: Path) -> bool:
    try:
        kept.enter_context(held(lock))
    except BlockingIOError:
        return False
    except OSError as error:
        raise ToolError(
            f"cannot lock {file}: {error.strerror}", "check that you may write to its folder"
        ) from error
    return True

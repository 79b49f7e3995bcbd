"""An app at a server that registers apps itself, only while the test server runs (RFC 7591, 7592).

Its credential file is the journal: made before the app is asked for, locked while this process
lives, readable by its owner alone. What deletes the app at the server stands in it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from oauth_tool.client.app import App, Authentication
from oauth_tool.client.client_registration import Metadata
from oauth_tool.client.credential_file import read_credentials
from oauth_tool.client.discovered import BASIC, POST
from oauth_tool.client.registration_outcome import Outcome, problem_with_management
from oauth_tool.web import managing_remotely
from oauth_tool.web.asking import Seen, unseen
from oauth_tool.web.file_locks import held
from oauth_tool.web.registering_remotely import Target, register
from oauth_tool.web.remote_app_files import (
    all_files,
    forget,
    lock_of,
    new_file,
    was_never_answered,
)
from tool_cli.errors import ToolError

REMOVAL_SECONDS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class RemoteLeftover:
    """A temporary app that was left behind at a server, and what became of it.

    Attributes:
        name: What a person calls it.
        problem: Why it may still be there, or None.
    """

    name: str
    problem: ToolError | None = None


@asynccontextmanager
async def temporary_remote_app(
    target: Target,
    metadata: Metadata,
    scopes: tuple[str, ...],
    say: Callable[[str], None],
    folder: Path,
    *,
    seen: Seen = unseen,
) -> AsyncIterator[App]:
    """Register an app at a server, and delete it there, whatever happens inside.

    Args:
        target: Where it is registered.
        metadata: What is asked for.
        scopes: What it may ask for, if the server does not say.
        say: Tells a person.
        folder: Where it is written down.
        seen: Is told of the exchange that registers it.

    Raises:
        ToolError: It cannot be registered, or not be deleted; then the error says how to.
    """
    file = new_file(folder)
    with held(lock_of(file)):
        outcome = await register(target, metadata, file, seen)
        try:
            yield _app(outcome, metadata, scopes)
        finally:
            await _delete(file, outcome, target, say)


async def remove_remote_leftovers(
    folder: Path, *, allow_http: bool = False
) -> Sequence[RemoteLeftover]:
    """Delete the apps whose process is dead at their servers, and say what became of each."""
    found = []
    for file in all_files(folder):
        with ExitStack() as stack:
            try:
                stack.enter_context(held(lock_of(file)))
            except BlockingIOError:
                continue
            found.append(await _removed(file, allow_http=allow_http))
    return found


async def _removed(file: Path, *, allow_http: bool) -> RemoteLeftover:
    if was_never_answered(file):
        forget(file)
        return RemoteLeftover(
            name=f"an app that was being registered by process {file.stem}",
            problem=ToolError(
                "a registration was cut off before the server had answered",
                "the server may have an app that nobody can use; its operator can delete it",
            ),
        )
    try:
        credentials = read_credentials(file)
        async with asyncio.timeout(REMOVAL_SECONDS):
            await managing_remotely.delete(file, allow_http=allow_http)
    except (ToolError, TimeoutError) as error:
        why = error if isinstance(error, ToolError) else ToolError("its server does not answer")
        return RemoteLeftover(name=str(file), problem=why)
    return RemoteLeftover(name=f"{credentials.client_id} at {credentials.registration_endpoint}")


async def _delete(file: Path, outcome: Outcome, target: Target, say: Callable[[str], None]) -> None:
    client_id = outcome.credentials.client_id
    if problem := problem_with_management(outcome.credentials, allow_http=target.allow_http):
        forget(file)
        raise ToolError(
            f"the temporary app {client_id} cannot be deleted from here: {problem}",
            "the server's operator can delete it",
        )
    try:
        async with asyncio.timeout(REMOVAL_SECONDS):
            await managing_remotely.delete(file, allow_http=target.allow_http)
    except (ToolError, TimeoutError) as error:
        why = error.message if isinstance(error, ToolError) else "the server does not answer"
        raise ToolError(
            f"the temporary app {client_id} could not be deleted: {why}",
            "it is written down: 'oauth-tool cleanup' tries again",
        ) from error
    say(f"Deleted the temporary app {client_id} at its server.")


def _app(outcome: Outcome, asked: Metadata, scopes: tuple[str, ...]) -> App:
    granted = outcome.metadata.get("scope")
    uris = asked["redirect_uris"]
    return App(
        name=str(asked["client_name"]),
        client_id=outcome.credentials.client_id,
        secret=outcome.credentials.client_secret,
        redirect_uri=str(uris[0]) if isinstance(uris, list) else "",
        scopes=tuple(granted.split()) if isinstance(granted, str) and granted else scopes,
        authentication=_authentication(outcome),
    )


def _authentication(outcome: Outcome) -> Authentication:
    return POST if outcome.metadata.get("token_endpoint_auth_method") == POST else BASIC

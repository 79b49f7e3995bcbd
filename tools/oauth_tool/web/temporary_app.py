"""An app that exists only while the test server runs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager

from oauth_tool.client.app import App
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.store import Store
from oauth_tool.web.journal import Pending
from tool_cli.errors import ToolError

NAME = "OAuth test client (temporary)"
DESCRIPTION = "Registered by oauth-tool test-server, which removes it when it stops."
REMOVAL_SECONDS = 10


@asynccontextmanager
async def temporary_app(
    store: Store,
    profile: Profile,
    form: Form,
    written_down: Callable[[str], AbstractContextManager[Pending]],
    say: Callable[[str], None],
) -> AsyncIterator[App]:
    """Register an app, and remove it with all its codes and tokens, whatever happens inside.

    Args:
        store: Where it is registered.
        profile: The platform that it is for.
        form: What it is like.
        written_down: Writes a client_id down before the app exists, for the case that this
            process has no chance to remove it.
        say: Tells a person.

    Raises:
        ToolError: It cannot be registered, or not be removed; then the error says how to.
    """
    # Hashing takes tens of milliseconds: the event loop goes on meanwhile.
    registration = await asyncio.to_thread(prepare, form, profile)
    client = registration.client
    with written_down(client.client_id) as pending:
        try:
            await store.add_client(client)
            yield App(
                name=client.name,
                client_id=client.client_id,
                secret=registration.secret,
                redirect_uri=client.redirect_uris[0],
                scopes=client.scopes,
            )
        finally:
            was_there = await _removed(store, client.client_id)
            pending.done()
            if was_there:
                say(f"Removed the temporary app {client.client_id}.")


def form_for(redirect_uri: str, scopes: tuple[str, ...], owner_id: str) -> Form:
    """Return the registration form of a temporary app."""
    return Form(
        name=NAME,
        description=DESCRIPTION,
        redirect_uris=(redirect_uri,),
        scopes=scopes,
        owner_id=owner_id,
    )


async def _removed(store: Store, client_id: str) -> bool:
    try:
        async with asyncio.timeout(REMOVAL_SECONDS):
            return await store.delete_client(client_id)
    except Exception as error:  # whatever a driver raises, it must be told which app is left
        why = error.message if isinstance(error, ToolError) else type(error).__name__
        raise ToolError(
            f"the temporary app {client_id} could not be removed: {why}",
            "it is written down: 'oauth-tool cleanup' tries again",
        ) from error

"""The test server: a client to click through, and a platform that answers it."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from functools import partial
from pathlib import Path

from oauth_tool.client.app import App, Server
from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.redirect_uris import is_loopback
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.platform import Platform
from oauth_tool.profiles import user_files
from oauth_tool.storage.opening import is_embedded, local_url, opened_store
from oauth_tool.storage.store import Store
from oauth_tool.web.client_app import client_app
from oauth_tool.web.client_pages import Client
from oauth_tool.web.client_runs import LIST
from oauth_tool.web.journal import Entry, Pending, spelled, user_journal
from oauth_tool.web.leftovers import remove_leftovers
from oauth_tool.web.listening import bound
from oauth_tool.web.places import Place, origin_for_browsers, place_of
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.recorded_urls import without_password
from oauth_tool.web.remote_addresses import checked_address, silent_ones
from oauth_tool.web.runs.keeping import Keeper
from oauth_tool.web.runs.run_store import user_runs
from oauth_tool.web.sending import opened_sender
from oauth_tool.web.serving import served, stop_requested
from oauth_tool.web.settings import Settings, Terminal
from oauth_tool.web.temporary_app import form_for, temporary_app
from tool_cli.errors import InvalidInput


async def serve(settings: Settings, terminal: Terminal) -> None:
    """Run until somebody asks to stop; then remove the temporary app.

    The ports are taken first: their addresses are known before anything is registered, and a port
    in use leaves nothing to remove.

    Raises:
        ToolError: A port, the database or an option cannot be used.
    """
    with (
        stop_requested() as stop,
        bound(settings.port, "--port", settings.listen) as listener,
        _platform_listener(settings) as platform_listener,
    ):
        server = _server(settings, platform_listener)
        place = place_of(listener, settings.redirect_uri)
        await _clear_away(settings, terminal)
        async with AsyncExitStack() as stack:
            enter = stack.enter_async_context
            store = await enter(_store(settings))
            app = await enter(_app(settings, store, place.redirect_uri, terminal))
            if platform_listener and store:
                platform = Platform(store=store, profile=settings.profile)
                own_app = platform_app(platform, origin_for_browsers(platform_listener))
                await enter(served(own_app, platform_listener))
            sender = await enter(opened_sender(server.origins))
            keeper = Keeper(store=user_runs(), warn=terminal.warn) if settings.keeps_runs else None
            client = Client(server=server, app=app, sender=sender, keeper=keeper)
            await enter(served(client_app(client, place.origin, place.callback_path), listener))
            await _greet(settings, client, place, terminal)
            terminal.open_page(f"{_runs_page(client, place)}&to=start" if keeper else place.origin)
            await stop.wait()


@contextmanager
def _platform_listener(settings: Settings) -> Iterator[socket.socket | None]:
    if not settings.has_embedded_platform:
        yield None
        return
    with bound(settings.platform_port, "--platform-port", settings.listen) as listener:
        yield listener


def _server(settings: Settings, platform_listener: socket.socket | None) -> Server:
    usual = settings.profile.addresses
    if platform_listener:
        addresses = dict.fromkeys(usual, origin_for_browsers(platform_listener))
    else:
        addresses = {
            "platform": checked_address(
                settings.platform_url or usual["platform"], "--platform-url"
            ),
            "backend": checked_address(settings.backend_url or usual["backend"], "--backend-url"),
        }
    return Server(profile=settings.profile, addresses=addresses)


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[Store | None]:
    if settings.existing and not settings.has_embedded_platform:
        yield None
        return
    async with opened_store(_database_url(settings), settings.profile) as store:
        yield store


def _database_url(settings: Settings) -> str:
    if settings.database_url:
        return settings.database_url
    if settings.has_embedded_platform:
        return local_url(settings.profile)
    raise InvalidInput(
        "a real platform needs an app that it knows",
        "name one with --client-id, or name the platform's database with --database and --owner-id"
        " to have a temporary one",
    )


@asynccontextmanager
async def _app(
    settings: Settings, store: Store | None, redirect_uri: str, terminal: Terminal
) -> AsyncIterator[App]:
    scopes = settings.scopes or tuple(settings.profile.scopes)
    if settings.existing:
        yield App(
            name=settings.existing.client_id,
            client_id=settings.existing.client_id,
            secret=settings.existing.secret,
            redirect_uri=redirect_uri,
            scopes=scopes,
        )
    elif store:
        form = form_for(redirect_uri, scopes, _owner_id(settings))
        note = partial(_written_down, settings)
        async with temporary_app(store, settings.profile, form, note, terminal.say) as app:
            yield app


def _written_down(settings: Settings, client_id: str) -> AbstractContextManager[Pending]:
    is_file = user_files.is_path(settings.profile_name)
    entry = Entry(
        client_id=client_id,
        database=without_password(_database_url(settings)),
        profile=str(Path(settings.profile_name).absolute()) if is_file else settings.profile_name,
        started_at=spelled(utc_now()),
    )
    return user_journal().entry(entry)


async def _clear_away(settings: Settings, terminal: Terminal) -> None:
    """Remove what an earlier start left behind; what cannot be removed now is no reason to stop."""
    for one in await remove_leftovers(user_journal(), settings.database_url, only_near=True):
        if one.problem:
            terminal.warn(f"Warning: {one.problem.message}; {one.problem.hint}.")
        elif one.was_there:
            terminal.say(f"Removed {one.entry.client_id}, which an earlier start left behind.")


def _owner_id(settings: Settings) -> str:
    if settings.owner_id:
        return settings.owner_id
    return DEMO_USER_ID if is_embedded(_database_url(settings)) else ""


def _runs_page(client: Client, place: Place) -> str:
    return f"{place.origin}{LIST}?key={client.admission.key}"


async def _greet(settings: Settings, client: Client, place: Place, terminal: Terminal) -> None:
    server, app = client.server, client.app
    kind = "embedded" if settings.has_embedded_platform else settings.profile.title
    lines = [("Test client", f"{place.origin}/")]
    lines += [
        (name.capitalize(), f"{url}/  ({kind})")
        for name, url in server.addresses.items()
        if name == "platform" or not settings.has_embedded_platform
    ]
    if settings.existing:
        lines.append(("App", f"{app.client_id}, to which {app.redirect_uri} must be registered"))
    else:
        lines.append(("App", f"{app.client_id}, temporary: it is removed at the end"))
    if client.keeper:
        lines.append(("Kept runs", _runs_page(client, place)))
    for label, text in lines:
        terminal.say(f"{label:13} {text}")
    terminal.say("Press Ctrl-C to stop.")
    if not is_loopback(settings.listen):
        terminal.warn(
            f"Warning: {settings.listen} is reachable from other machines; this page holds tokens."
        )
    for url in await silent_ones(server.addresses):
        terminal.warn(f"Warning: nothing answers at {url} now. Is it running?")

"""The test server: a client to click through, and a platform that answers it."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from oauth_tool.client.app import App, Server
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.platform import Platform
from oauth_tool.storage.opening import is_embedded, local_url, opened_store
from oauth_tool.storage.store import Store
from oauth_tool.web.client_app import client_app
from oauth_tool.web.client_pages import Client
from oauth_tool.web.listening import bound, origin_at
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.remote_addresses import checked_address, silent_ones
from oauth_tool.web.sending import opened_sender
from oauth_tool.web.serving import served, stop_requested
from oauth_tool.web.settings import Settings, Terminal
from oauth_tool.web.temporary_app import form_for, temporary_app
from tool_cli.errors import InvalidInput

CALLBACK = "/callback"


async def serve(settings: Settings, terminal: Terminal) -> None:
    """Run until somebody asks to stop; then remove the temporary app.

    The ports are taken first: their addresses are known before anything is registered, and a port
    in use leaves nothing to remove.

    Raises:
        ToolError: A port, the database or an option cannot be used.
    """
    with (
        stop_requested() as stop,
        bound(settings.port, "--port") as listener,
        _platform_listener(settings) as platform_listener,
    ):
        server = _server(settings, platform_listener)
        async with AsyncExitStack() as stack:
            enter = stack.enter_async_context
            origin = origin_at(listener)
            store = await enter(_store(settings))
            app = await enter(_app(settings, store, f"{origin}{CALLBACK}", terminal))
            if platform_listener and store:
                platform = Platform(store=store, profile=settings.profile)
                own_app = platform_app(platform, origin_at(platform_listener))
                await enter(served(own_app, platform_listener))
            sender = await enter(opened_sender(server.origins))
            client = Client(server=server, app=app, sender=sender)
            await enter(served(client_app(client, origin), listener))
            await _greet(settings, server, app, terminal)
            terminal.open_page(f"{origin}/")
            await stop.wait()


@contextmanager
def _platform_listener(settings: Settings) -> Iterator[socket.socket | None]:
    if not settings.has_embedded_platform:
        yield None
        return
    with bound(settings.platform_port, "--platform-port") as listener:
        yield listener


def _server(settings: Settings, platform_listener: socket.socket | None) -> Server:
    usual = settings.profile.addresses
    if platform_listener:
        addresses = dict.fromkeys(usual, origin_at(platform_listener))
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
        async with temporary_app(store, settings.profile, form, terminal.say) as app:
            yield app


def _owner_id(settings: Settings) -> str:
    if settings.owner_id:
        return settings.owner_id
    return DEMO_USER_ID if is_embedded(_database_url(settings)) else ""


async def _greet(settings: Settings, server: Server, app: App, terminal: Terminal) -> None:
    origin = app.redirect_uri.removesuffix(CALLBACK)
    kind = "embedded" if settings.has_embedded_platform else settings.profile.title
    lines = [("Test client", f"{origin}/")]
    lines += [
        (name.capitalize(), f"{url}/  ({kind})")
        for name, url in server.addresses.items()
        if name == "platform" or not settings.has_embedded_platform
    ]
    if settings.existing:
        lines.append(("App", f"{app.client_id}, to which {app.redirect_uri} must be registered"))
    else:
        lines.append(("App", f"{app.client_id}, temporary: it is removed at the end"))
    for label, text in lines:
        terminal.say(f"{label:13} {text}")
    terminal.say("Press Ctrl-C to stop.")
    for url in await silent_ones(server.addresses):
        terminal.warn(f"Warning: nothing answers at {url} now. Is it running?")

"""The test server: a client to click through, and a platform that answers it."""

import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

from oauth_tool.client.discovered import absent_steps
from oauth_tool.client.sessions import Sessions
from oauth_tool.client.trace import Exchange
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.redirect_uris import is_loopback
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.store import Store
from oauth_tool.web.client_app import client_app
from oauth_tool.web.client_pages import Client
from oauth_tool.web.client_runs import LIST
from oauth_tool.web.event_loop import settle
from oauth_tool.web.journal import user_journal
from oauth_tool.web.leftovers import remove_leftovers
from oauth_tool.web.listening import bound
from oauth_tool.web.memory import give_back_large_blocks
from oauth_tool.web.places import Place, origin_for_browsers, place_of
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_control import VARIABLE, given_control_token, new_control_token
from oauth_tool.web.platform_running import PlatformSettings, Running, platform_over
from oauth_tool.web.played_app import database_url, played_app
from oauth_tool.web.reaching import reached_server
from oauth_tool.web.remote_addresses import silent_ones
from oauth_tool.web.remote_app_files import remote_apps_folder
from oauth_tool.web.runs.keeping import Keeper
from oauth_tool.web.runs.run_store import user_runs
from oauth_tool.web.sending import opened_sender
from oauth_tool.web.serving import served, stop_requested
from oauth_tool.web.settings import Settings, Terminal
from oauth_tool.web.temporary_remote_app import remove_remote_leftovers


async def serve(settings: Settings, terminal: Terminal) -> None:
    """Run until somebody asks to stop; then remove the temporary app.

    The ports are taken first: their addresses are known before anything is registered, and a port
    in use leaves nothing to remove.

    Raises:
        ToolError: A port, the database, the server or an option cannot be used.
    """
    give_back_large_blocks()  # the temporary app's secret is hashed before all is settled
    with (
        stop_requested() as stop,
        bound(settings.port, "--port", settings.listen) as listener,
        _platform_listener(settings) as platform_listener,
    ):
        place = place_of(listener, settings.redirect_uri)
        await _clear_away(settings, terminal)
        async with AsyncExitStack() as stack:
            enter = stack.enter_async_context
            store = await enter(_store(settings))
            embedded = await enter(_platform(settings, store, platform_listener))
            before: list[Exchange] = []
            origin = embedded.origin if embedded else None
            reached = await reached_server(settings, origin, before.append)
            found = settings, reached, store, place.redirect_uri, terminal
            app = await enter(played_app(*found, seen=before.append))
            client = Client(
                server=reached.server,
                app=app,
                sender=await enter(opened_sender(reached.server.origins)),
                reveals=settings.reveals,
                sessions=Sessions(absent_steps(reached.server, app), before),
                keeper=Keeper(store=user_runs(), warn=terminal.warn)
                if settings.keeps_runs
                else None,
            )
            await enter(served(client_app(client, place.origin, place.callback_path), listener))
            settle()
            await _greet(settings, client, place, embedded, terminal)
            terminal.open_page(_first_page(client, place))
            await stop.wait()


@contextmanager
def _platform_listener(settings: Settings) -> Iterator[socket.socket | None]:
    if not settings.has_embedded_platform:
        yield None
        return
    with bound(settings.platform_port, "--platform-port", settings.listen) as listener:
        yield listener


@asynccontextmanager
async def _platform(
    settings: Settings, store: Store | None, listener: socket.socket | None
) -> AsyncIterator[Running | None]:
    """Serve the embedded platform, if there is to be one."""
    if listener is None or store is None:
        yield None
        return
    origin = origin_for_browsers(listener)
    token = given_control_token(os.environ) or new_control_token()
    own = PlatformSettings(profile=settings.profile, control_token=token)
    platform, control = await platform_over(store, own)
    async with served(platform_app(platform, origin, control=control), listener):
        yield Running(origin=origin, platform=platform, control=control)


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[Store | None]:
    url = database_url(settings)
    if url is None or (settings.existing and not settings.has_embedded_platform):
        yield None
        return
    embedded = settings.has_embedded_platform
    async with opened_store(url, settings.profile, for_platform=embedded) as store:
        yield store


async def _clear_away(settings: Settings, terminal: Terminal) -> None:
    """Remove what an earlier start left behind; what cannot be removed now is no reason to stop."""
    for one in await remove_leftovers(user_journal(), settings.database_url, only_near=True):
        if one.problem:
            terminal.warn(f"Warning: {one.problem.message}; {one.problem.hint}.")
        elif one.was_there:
            terminal.say(f"Removed {one.entry.client_id}, which an earlier start left behind.")
    if not settings.elsewhere.is_chosen:
        return
    for left in await remove_remote_leftovers(
        remote_apps_folder(), allow_http=settings.elsewhere.allow_http
    ):
        if left.problem:
            hint = f"; {left.problem.hint}" if left.problem.hint else ""
            terminal.warn(f"Warning: {left.problem.message}{hint}.")
        else:
            terminal.say(f"Deleted {left.name}, which an earlier start left behind.")


def _runs_page(client: Client, place: Place) -> str:
    return f"{place.origin}{LIST}?key={client.admission.key}"


def _first_page(client: Client, place: Place) -> str:
    """Return what a browser opens: it lets the person who started the server see kept runs."""
    return f"{_runs_page(client, place)}&to=start" if client.keeper else f"{place.origin}/"


async def _greet(
    settings: Settings, client: Client, place: Place, embedded: Running | None, terminal: Terminal
) -> None:
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
    if embedded and embedded.control.token:
        lines.append(("Control token", _told(embedded.control.token)))
    for label, text in lines:
        terminal.say(f"{label:13} {text}")
    terminal.say("Press Ctrl-C to stop.")
    if not is_loopback(settings.listen):
        terminal.warn(
            f"Warning: {settings.listen} is reachable from other machines; this page holds tokens."
        )
    for url in await silent_ones(server.addresses):
        terminal.warn(f"Warning: nothing answers at {url} now. Is it running?")


def _told(token: Secret) -> str:
    return f"that of ${VARIABLE}" if os.environ.get(VARIABLE) else token.reveal()

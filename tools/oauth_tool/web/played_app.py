"""The app that the test server plays: one that exists, or a temporary one where one can be made."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from oauth_tool.client.app import App
from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles import user_files
from oauth_tool.registering.client_metadata import client_metadata_of
from oauth_tool.storage.opening import is_embedded, local_url
from oauth_tool.storage.store import Store
from oauth_tool.web.asking import Seen, unseen
from oauth_tool.web.journal import Entry, Pending, spelled, user_journal
from oauth_tool.web.reaching import Reached
from oauth_tool.web.recorded_urls import without_password
from oauth_tool.web.registering_remotely import Target
from oauth_tool.web.remote_app_files import remote_apps_folder
from oauth_tool.web.settings import Settings, Terminal
from oauth_tool.web.temporary_app import form_for, temporary_app
from oauth_tool.web.temporary_remote_app import temporary_remote_app
from tool_cli.errors import InvalidInput

# What the walk uses; a server may know no others.
GRANTS = ("authorization_code", "refresh_token")


@asynccontextmanager
async def played_app(
    settings: Settings,
    reached: Reached,
    store: Store | None,
    redirect_uri: str,
    terminal: Terminal,
    *,
    seen: Seen = unseen,
) -> AsyncIterator[App]:
    """Give the app to play, and remove it at the end if it is a temporary one.

    ``seen`` is told of the exchange that registers it, if there is one.

    Raises:
        ToolError: There can be none, or it cannot be removed.
    """
    if settings.existing:
        yield App(
            name=settings.existing.client_id,
            client_id=settings.existing.client_id,
            secret=settings.existing.secret,
            redirect_uri=redirect_uri,
            scopes=reached.scopes,
            authentication=reached.authentication,
        )
    elif store:
        form = form_for(redirect_uri, reached.scopes, _owner_id(settings))
        note = partial(_written_down, settings)
        async with temporary_app(store, settings.profile, form, note, terminal.say) as app:
            yield replace(app, authentication=reached.authentication)
    else:
        form = replace(form_for(redirect_uri, reached.scopes, ""), grant_types=GRANTS)
        metadata = client_metadata_of(form, settings.profile)
        async with temporary_remote_app(
            *(_target(settings, reached), metadata, reached.scopes, terminal.say),
            remote_apps_folder(),
            seen=seen,
        ) as app:
            yield app


def database_url(settings: Settings) -> str | None:
    """Return the store that a temporary app goes into; None if it goes nowhere or elsewhere."""
    if settings.database_url:
        return settings.database_url
    return local_url(settings.profile) if settings.has_embedded_platform else None


def _target(settings: Settings, reached: Reached) -> Target:
    metadata = reached.metadata
    if metadata is None or metadata.endpoints.registration_endpoint is None:
        raise InvalidInput(
            "a real platform needs an app that it knows",
            "name one with --client-id, or name the platform's database with --database and"
            " --owner-id to have a temporary one; this server registers none itself",
        )
    return Target(
        registration_endpoint=metadata.endpoints.registration_endpoint,
        initial_access_token=settings.elsewhere.initial_access_token,
        allow_http=settings.elsewhere.allow_http,
    )


def _written_down(settings: Settings, client_id: str) -> AbstractContextManager[Pending]:
    is_file = user_files.is_path(settings.profile_name)
    entry = Entry(
        client_id=client_id,
        database=without_password(database_url(settings) or ""),
        profile=str(Path(settings.profile_name).absolute()) if is_file else settings.profile_name,
        started_at=spelled(utc_now()),
    )
    return user_journal().entry(entry)


def _owner_id(settings: Settings) -> str:
    if settings.owner_id:
        return settings.owner_id
    return DEMO_USER_ID if is_embedded(database_url(settings) or "") else ""

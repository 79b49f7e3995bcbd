"""Put a new app into a store, whole or not at all."""

from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.acceptance import check
from oauth_tool.registering.form import Form
from oauth_tool.registering.new_secret import NewSecret
from oauth_tool.registering.preparing import Registration, prepare
from oauth_tool.registering.sources import SYSTEM
from oauth_tool.storage.app_store import AppStore
from oauth_tool.storage.clients import NoSuchOwner
from oauth_tool.storage.records.clients import client_row
from oauth_tool.storage.statements import insert
from tool_cli.errors import InvalidInput


async def prepare_for(
    store: AppStore, form: Form, profile: Profile, new_secret: NewSecret | None = None
) -> Registration:
    """Make the client that a form describes, as far as this store can hold it.

    Args:
        store: Where it will go.
        form: What was filled in.
        profile: The platform that it is for.
        new_secret: A secret that is being hashed already; by default one is made.

    Raises:
        InvalidInput: Something in the form cannot be accepted, or not by this store.
        NoSuchOwner: Its owner is not there.
    """
    known_scopes = store.known_scopes(profile.scopes)
    check(form, profile, known_scopes)
    await check_room(store, form)
    return prepare(form, profile, SYSTEM, known_scopes, new_secret)


async def rehearse(
    store: AppStore, form: Form, profile: Profile, new_secret: NewSecret | None = None
) -> str:
    """Register an app, take it back, and return the statement that would have done it.

    Raises:
        InvalidInput: Something in the form cannot be accepted, or not by this store.
        ClientExists: Its client_id is taken.
    """
    registration = await prepare_for(store, form, profile, new_secret)
    await store.rehearse_client(registration.client)
    from oauth_tool.storage.printing import DIALECTS  # noqa: PLC0415 - only rehearsals print SQL

    statement = insert(store.tables.clients, client_row(registration.client))
    return DIALECTS[store.database.dialect].text_of(statement)


async def check_room(store: AppStore, form: Form) -> None:
    """Make sure that the store can hold an app, before anything is made or written.

    Raises:
        NoSuchOwner: Its owner is not there.
        InvalidInput: The platform's tables have no room for a public client.
    """
    if form.is_public and not store.tables.clients.holds("is_public"):
        raise InvalidInput(
            "this edition of the platform has no public clients: its table lacks the column for it",
            "leave --public out",
        )
    if await store.user(form.owner_id) is None:
        raise NoSuchOwner(form.owner_id)

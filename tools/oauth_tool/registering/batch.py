"""Many apps at once, declared in a file: what is missing is registered, what differs is changed."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.moments import utc_now
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering import undoing
from oauth_tool.registering.acceptance import check
from oauth_tool.registering.changing import Changes, applied, differences
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import Registration, prepare
from oauth_tool.registering.sources import SYSTEM, Sources
from oauth_tool.registering.storing import check_room
from oauth_tool.storage.app_store import AppStore
from oauth_tool.storage.tables import Row, Value
from tool_cli.errors import InvalidInput


@dataclass(frozen=True, kw_only=True, slots=True)
class Declared:
    """One app as a file declares it; its form has a client_id, by which it is known again."""

    form: Form
    is_active: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What it takes to make a store as the file declares it. Apps beside those are left alone.

    Attributes:
        new: The apps that are not there.
        changed: client_id → field → what it is and what it shall be.
        unchanged: The client_ids of the apps that are as they shall be.
    """

    new: tuple[Declared, ...]
    changed: Mapping[str, Mapping[str, tuple[Value, Value]]]
    unchanged: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.new and not self.changed

    def changes(self) -> Mapping[str, Row]:
        """Return the fields to write, for each client_id."""
        return {
            client_id: {field: wanted for field, (_, wanted) in fields.items()}
            for client_id, fields in self.changed.items()
        }


async def plan_for(store: AppStore, declared: Sequence[Declared], profile: Profile) -> Plan:
    """Compare a store with what is declared; nothing is written.

    Raises:
        InvalidInput: An app cannot be accepted; the error names it.
    """
    known = store.known_scopes(profile.scopes)
    there = {client.client_id: client for client in await store.clients()}
    new, changed, unchanged = [], {}, []
    for app in declared:
        _check(app, profile, known)
        client_id = app.form.client_id or ""
        present = there.get(client_id)
        if present is None:
            new.append(app)
        elif fields := _differences(present, app, profile):
            changed[client_id] = fields
        else:
            unchanged.append(client_id)
    return Plan(new=tuple(new), changed=changed, unchanged=tuple(unchanged))


async def prepare_batch(
    store: AppStore,
    plan: Plan,
    profile: Profile,
    advance: Callable[[], None],
    sources: Sources = SYSTEM,
) -> Sequence[Registration]:
    """Make the new apps of a plan, on every core: scrypt runs outside of the interpreter lock.

    Args:
        store: Where they will go.
        plan: The plan.
        profile: The platform that they are for.
        advance: Called after each app.
        sources: Time and randomness.

    Raises:
        InvalidInput: The store has no room for an app; the error names it.
    """
    known = store.known_scopes(profile.scopes)

    def one(app: Declared) -> Registration:
        registration = prepare(app.form, profile, sources, known)
        advance()
        client = registration.client
        return replace(registration, client=replace(client, is_active=app.is_active))

    for app in plan.new:
        await _check_room(store, app.form)
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(one, plan.new))


async def apply(store: AppStore, plan: Plan, registrations: Sequence[Registration]) -> None:
    """Do what a plan says: all of it, or nothing.

    Raises:
        ClientExists: Somebody else registered one of the apps in the meantime.
    """
    new = [registration.client for registration in registrations]
    await store.apply(new, plan.changes(), utc_now())


async def take_back(store: AppStore, registrations: Sequence[Registration]) -> None:
    """Remove the new apps again, because their secrets reached nobody; changes stay."""
    for registration in registrations:
        await undoing.take_back(store, registration.client)


async def _check_room(store: AppStore, form: Form) -> None:
    try:
        await check_room(store, form)
    except InvalidInput as error:
        raise _named(form.client_id, error) from error


def _check(app: Declared, profile: Profile, known: Collection[str]) -> None:
    try:
        check(app.form, profile, known)
    except InvalidInput as error:
        raise _named(app.form.client_id, error) from error


def _named(client_id: str | None, error: InvalidInput) -> InvalidInput:
    return InvalidInput(f"{client_id}: {error.message}", error.hint)


def _differences(
    present: Client, app: Declared, profile: Profile
) -> Mapping[str, tuple[Value, Value]]:
    form = app.form
    wanted = applied(
        present,
        Changes(
            name=form.name,
            description=form.description or "",
            redirect_uris=form.redirect_uris,
            scopes=form.scopes,
            grant_types=form.grant_types or profile.default_grant_types,
            logo_url=form.logo_url or "",
            is_active=app.is_active,
        ),
    )
    if present.is_public != form.is_public:
        raise InvalidInput(
            f"{form.client_id}: an app cannot become public or confidential afterwards",
            "delete it and register it anew, or declare it as it is",
        )
    return differences(present, wanted)

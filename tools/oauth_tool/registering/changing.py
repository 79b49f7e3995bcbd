"""Change what is registered of an app, under the rules that it was registered with."""

from dataclasses import dataclass, replace

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.redirect_uris import is_private_use
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.acceptance import check
from oauth_tool.registering.form import Form
from oauth_tool.storage.app_store import AppStore
from oauth_tool.storage.tables import Value
from tool_cli.errors import InvalidInput


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What is to change; None leaves a field as it is, an empty text or logo removes it."""

    name: str | None = None
    description: str | None = None
    redirect_uris: tuple[str, ...] | None = None
    scopes: tuple[str, ...] | None = None
    grant_types: tuple[str, ...] | None = None
    logo_url: str | None = None
    is_active: bool | None = None


def applied(client: Client, changes: Changes) -> Client:
    """Return the client as it will be."""
    given = {
        name: value for name in Changes.__slots__ if (value := getattr(changes, name)) is not None
    }
    for optional in ("description", "logo_url"):
        if optional in given:
            given[optional] = given[optional] or None
    return replace(client, **given)


def differences(before: Client, after: Client) -> dict[str, tuple[Value, Value]]:
    """Return the fields that differ, each with both values."""
    return {
        name: (getattr(before, name), getattr(after, name))
        for name in Changes.__slots__
        if getattr(before, name) != getattr(after, name)
    }


async def change(store: AppStore, client: Client, changes: Changes, profile: Profile) -> Client:
    """Change a client in its store and return it as it is then.

    Raises:
        InvalidInput: Something cannot be accepted, nothing is to change, or the client is gone.
    """
    if changes == Changes():
        raise InvalidInput("there is nothing to change", "'--help' lists what can be")
    wanted = applied(client, changes)
    check(_form_of(wanted), profile, store.known_scopes(profile.scopes))
    changed = {name: after for name, (_, after) in differences(client, wanted).items()}
    now = utc_now()
    if changed and not await store.change_client(client.client_id, changed, now):
        raise InvalidInput(f"the app {client.client_id} is gone")
    return replace(wanted, updated_at=now) if changed else client


def _form_of(client: Client) -> Form:
    return Form(
        name=client.name,
        description=client.description,
        redirect_uris=client.redirect_uris,
        scopes=client.scopes,
        grant_types=client.grant_types,
        owner_id=client.owner_id,
        client_id=client.client_id,
        is_public=client.is_public,
        is_native=any(map(is_private_use, client.redirect_uris)),
        logo_url=client.logo_url,
    )

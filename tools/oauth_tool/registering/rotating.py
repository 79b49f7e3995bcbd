"""Give an app a new secret, and let the former one work until everybody has the new one."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.credentials import Secret, SecretHash
from oauth_tool.oauth.identifiers import new_row_id
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.new_secret import NewSecret
from oauth_tool.registering.sources import SYSTEM, Sources
from oauth_tool.storage.app_store import AppStore
from tool_cli.errors import InvalidInput, ToolError


@dataclass(frozen=True, kw_only=True, slots=True)
class Rotation:
    """A rotation, before and after it takes place.

    Attributes:
        client: The app as it was before.
        secret: The new secret; it exists here only, once.
        kept: What will be kept of it.
        former: The secret that goes on working for a while; None if it is dead at once.
        at: When the rotation was asked for.
    """

    client: Client
    secret: Secret = field(repr=False)
    kept: SecretHash
    former: FormerSecret | None
    at: datetime


async def prepare_rotation(
    store: AppStore, client: Client, profile: Profile, overlap: timedelta, sources: Sources = SYSTEM
) -> Rotation:
    """Make a new secret for a client, without giving it to the client yet.

    Args:
        store: Where the client is.
        client: The client, as it was read a moment ago.
        profile: How secrets look and what hashing them costs.
        overlap: How long the former secret goes on working; zero ends it at once.
        sources: Time and randomness.

    Raises:
        InvalidInput: The client has no secret, the store has room for one only, or the overlap of
            an earlier rotation is not over.
    """
    now = sources.clock()
    replaced = _checked(store, client, overlap)
    await _check_none_is_under_way(store, client, now)
    new_secret = NewSecret(profile.credentials, sources)
    former = FormerSecret(
        id=new_row_id(sources.random),
        client_row=client.id,
        secret_hash=replaced,
        created_at=now,
        expires_at=now + overlap,
    )
    return Rotation(
        client=client,
        secret=new_secret.secret,
        kept=new_secret.kept(),
        former=former if overlap else None,
        at=now,
    )


async def rotate(store: AppStore, rotation: Rotation) -> None:
    """Replace the secret.

    Raises:
        ToolError: Somebody else replaced it in the meantime; then nothing has changed.
    """
    if await store.replace_secret(rotation.client, rotation.kept, rotation.at, rotation.former):
        return
    raise ToolError(
        f"the secret of {rotation.client.client_id} was replaced by somebody else just now",
        "look at the app with 'oauth-tool apps show', then decide whether to rotate again",
    )


async def take_back(store: AppStore, rotation: Rotation) -> None:
    """Put the former secret back in its place, because the new one reached nobody."""
    old = rotation.client.secret_hash
    if old is not None:
        rotated = replace(rotation.client, secret_hash=rotation.kept)
        await store.replace_secret(rotated, old, rotation.client.updated_at, None)


async def finish(store: AppStore, client: Client) -> bool:
    """End the overlap now, and say whether there was one."""
    return await store.forget_former_secrets(client)


async def live_former_secret(store: AppStore, client: Client, now: datetime) -> FormerSecret | None:
    """Return the replaced secret that still works, or None."""
    former = await store.former_secrets(client)
    return next((secret for secret in former if now < secret.expires_at), None)


async def _check_none_is_under_way(store: AppStore, client: Client, now: datetime) -> None:
    former = await live_former_secret(store, client, now)
    if former is not None:
        raise InvalidInput(
            f"the former secret of {client.client_id} works until"
            f" {former.expires_at:%Y-%m-%d %H:%M} UTC; that rotation is not over",
            "'oauth-tool apps show' tells whether it is still used; --finish ends it",
        )


def _checked(store: AppStore, client: Client, overlap: timedelta) -> SecretHash:
    if client.secret_hash is None:
        raise InvalidInput(f"{client.client_id} is a public client: it has no secret to rotate")
    if overlap and store.tables.former_secrets is None:
        raise InvalidInput(
            "the platform's table has room for one secret, so the two cannot overlap",
            "--overlap 0 cuts over at once: have the new secret deployed with a switch at hand,"
            " rotate, and switch; requests in between fail",
        )
    return client.secret_hash

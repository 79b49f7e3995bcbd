"""Put a preset into a platform. What is there already and is as it shall be stays untouched."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from oauth_tool.oauth.credentials import Secret, hash_secret, matches
from oauth_tool.oauth.identifiers import new_row_id
from oauth_tool.oauth.scopes import each_once
from oauth_tool.oauth.terms import TermedTokens, Terms
from oauth_tool.oauth.tokens import Token, digest_of
from oauth_tool.oauth.users import User
from oauth_tool.platform.api_keys import keep_api_key
from oauth_tool.platform.platform import Platform
from oauth_tool.platform.rfc.issuer import ROOT
from oauth_tool.platform.steering import Steering
from oauth_tool.presetting.preset import Preset, PresetApp, PresetKey, PresetTokens, PresetUser
from oauth_tool.registering.batch import apply, plan_for
from oauth_tool.registering.new_secret import NewSecret
from oauth_tool.registering.preparing import Registration, prepare
from oauth_tool.storage.store import Store
from oauth_tool.storage.terms import add_tokens
from tool_cli.errors import ToolError

FRESH = "use a database of its own for the preset, or change the file"


async def apply_preset(preset: Preset, platform: Platform, steering: Steering) -> None:
    """Let a platform hold what a preset says.

    Raises:
        ToolError: Something is there already, and is different; the error says what.
    """
    if preset.ahead > steering.plan.ahead:
        await steering.advance(preset.ahead - steering.plan.ahead)
    for user in preset.users:
        await _keep_user(platform, user)
    await _keep_apps(platform, preset.apps)
    for tokens in preset.tokens:
        await _keep_tokens(platform, tokens)
    for key in preset.api_keys:
        await _keep_key(platform, key)
    await steering.add_faults(preset.faults)


async def _keep_user(platform: Platform, wanted: PresetUser) -> None:
    there = await platform.store.user_by_email(wanted.email)
    if there is None:
        await _add_user(platform, wanted)
    elif there.id != wanted.id or not await _has_password(platform, wanted):
        raise ToolError(f"there is another user {wanted.email} in the database already", FRESH)


async def _has_password(platform: Platform, user: PresetUser) -> bool:
    kept = await platform.store.password(user.id)
    if kept is None or user.password is None:
        return kept is None and user.password is None
    cost = platform.profile.credentials.scrypt
    return await asyncio.to_thread(matches, user.password, kept, cost)


async def _add_user(platform: Platform, wanted: PresetUser) -> None:
    now = platform.clock()
    user = User(
        id=wanted.id,
        email=wanted.email,
        name=wanted.name,
        timezone=wanted.timezone,
        created_at=now,
        updated_at=now,
    )
    if wanted.password is None:
        added = await platform.store.add_user(user)
    else:
        cost = platform.profile.credentials.scrypt
        kept = await asyncio.to_thread(hash_secret, wanted.password, cost, platform.random)
        added = await platform.store.add_user_with_password(user, kept)
    if not added:
        raise ToolError(
            f"the user {wanted.email} cannot be added: the id is taken, or there is no room for"
            " passwords",
            FRESH,
        )


async def _keep_apps(platform: Platform, apps: Sequence[PresetApp]) -> None:
    store, profile = platform.store, platform.profile
    plan = await plan_for(store, [app.declared for app in apps], profile)
    new = {one.form.client_id for one in plan.new}
    added = [app for app in apps if app.declared.form.client_id in new]
    made = await asyncio.gather(*(asyncio.to_thread(_registration, platform, app) for app in added))
    await apply(store, plan, made)
    for app in apps:
        if app not in added:
            await _check_secret(platform, app)


def _registration(platform: Platform, app: PresetApp) -> Registration:
    profile = platform.profile
    secret = NewSecret(profile.credentials, secret=app.secret) if app.secret else None
    made = prepare(app.declared.form, profile, new_secret=secret)
    return replace(made, client=replace(made.client, is_active=app.declared.is_active))


async def _check_secret(platform: Platform, app: PresetApp) -> None:
    client_id = app.declared.form.client_id or ""
    client = await platform.store.client(client_id)
    kept = client.secret_hash if client else None
    if kept is None or app.secret is None:
        return
    if not await asyncio.to_thread(matches, app.secret, kept, platform.profile.credentials.scrypt):
        raise ToolError(f"the app {client_id} is in the database with another secret", FRESH)


async def _keep_tokens(platform: Platform, wanted: PresetTokens) -> None:
    store, lifetimes = platform.store, platform.profile.lifetimes
    client = await store.client(wanted.client_id)
    if client is None or await store.access_token(digest_of(wanted.access_token.reveal())):
        return
    issued_at = platform.clock() - wanted.age
    family = new_row_id(platform.random)

    def kept(text: Secret, lifetime: timedelta) -> Token:
        return Token(
            id=new_row_id(platform.random),
            digest=digest_of(text.reveal()),
            created_at=issued_at,
            expires_at=issued_at + lifetime,
            client_row=client.id,
            user_id=wanted.user_id,
            scopes=each_once(wanted.scopes),
            family_id=family,
            revoked_at=_revoked_at(wanted, platform.clock()),
        )

    refresh = wanted.refresh_token
    await ADDITIONS[platform.profile.wire](
        store,
        kept(wanted.access_token, lifetimes.access_token),
        kept(refresh, lifetimes.refresh_token) if refresh else None,
    )


async def _add_plain(store: Store, access: Token, refresh: Token | None) -> None:
    await store.add_tokens(access, refresh)


async def _add_with_terms(store: Store, access: Token, refresh: Token | None) -> None:
    signed_in_at = int(access.created_at.timestamp())
    terms = Terms(issuer=ROOT, subject=access.user_id, signed_in_at=signed_in_at)
    await add_tokens(store, TermedTokens(access=access, access_terms=terms, refresh=refresh))


# A token of the standard wire without terms is none.
ADDITIONS: Mapping[str, Callable[[Store, Token, Token | None], Awaitable[None]]] = {
    "autogpt": _add_plain,
    "rfc": _add_with_terms,
}


def _revoked_at(wanted: PresetTokens, now: datetime) -> datetime | None:
    return now if wanted.is_revoked else None


async def _keep_key(platform: Platform, wanted: PresetKey) -> None:
    await keep_api_key(platform, wanted.user_id, wanted.name, wanted.permissions, wanted.key)

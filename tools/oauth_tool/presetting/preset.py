"""A preset as data. Everything in it was checked when it was read."""

from dataclasses import dataclass, field
from datetime import timedelta

from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform.faults import Fault
from oauth_tool.registering.batch import Declared


@dataclass(frozen=True, kw_only=True, slots=True)
class PresetUser:
    """A user. Whoever has no password can be chosen by anybody on the login page."""

    id: str
    email: str
    name: str | None
    timezone: str
    password: Secret | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PresetApp:
    """An app with the secret that it knows; None for a public one."""

    declared: Declared
    secret: Secret | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PresetTokens:
    """What an app got already.

    Attributes:
        access_token: The token.
        refresh_token: The other one, if it got one.
        client_id: Who got it.
        user_id: Whom it stands for.
        scopes: What it allows.
        age: How long ago it was issued.
        is_revoked: Whether both are worth nothing any more.
    """

    access_token: Secret
    refresh_token: Secret | None
    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    age: timedelta
    is_revoked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PresetKey:
    """An API key of a user."""

    key: Secret
    name: str
    user_id: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Preset:
    """What a platform holds from its start on.

    Attributes:
        ahead: How far ahead its clock is at least.
        users: Its users, beside the demo user.
        apps: Their apps.
        tokens: What was issued already.
        api_keys: The users' API keys.
        faults: What is to go wrong.
    """

    ahead: timedelta = timedelta()
    users: tuple[PresetUser, ...] = ()
    apps: tuple[PresetApp, ...] = ()
    tokens: tuple[PresetTokens, ...] = ()
    api_keys: tuple[PresetKey, ...] = ()
    faults: tuple[Fault, ...] = field(default=())

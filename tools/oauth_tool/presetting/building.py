"""Make a preset from the content of a file."""

import uuid
from collections.abc import Mapping
from typing import Any

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.users import DEMO_EMAIL, DEMO_USER_ID
from oauth_tool.platform.clock import read_duration
from oauth_tool.platform.faults import DEFAULT_DELAY, Fault, new_fault
from oauth_tool.presetting.preset import Preset, PresetApp, PresetKey, PresetTokens, PresetUser
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.batch import Declared
from oauth_tool.registering.form import Form

Entry = Mapping[str, Any]
"""One entry of a list in the file; the schema has seen to its shape."""

_HERE = uuid.UUID("0f9a4a5e-3f2e-4a0e-8b71-6f5c0d9b2a44")


def preset_from(content: Entry, profile: Profile) -> Preset:
    """Return the preset that a checked file stands for."""
    ids = user_ids(content)
    return Preset(
        ahead=read_duration(content.get("clock", "0s")),
        users=tuple(_user(one) for one in content.get("users", ())),
        apps=tuple(app_of(one, ids, profile) for one in content.get("apps", ())),
        tokens=tuple(_tokens(one, ids, profile) for one in content.get("tokens", ())),
        api_keys=tuple(_key(one, ids, profile) for one in content.get("api_keys", ())),
        faults=tuple(fault_of(one, profile) for one in content.get("faults", ())),
    )


def user_ids(content: Entry) -> Mapping[str, str]:
    """Return the identifier of each user that the file may name, by e-mail address."""
    own = {one["email"]: _id_of(one) for one in content.get("users", ())}
    return {DEMO_EMAIL: DEMO_USER_ID, **own}


def app_of(one: Entry, ids: Mapping[str, str], profile: Profile) -> PresetApp:
    """Return an app; its owner is one of these users."""
    secret = one.get("client_secret")
    form = Form(
        client_id=one["client_id"],
        name=one["name"],
        description=one.get("description"),
        redirect_uris=tuple(one.get("redirect_uris", ())),
        scopes=tuple(one.get("scopes", profile.scopes)),
        grant_types=tuple(one.get("grant_types", ())),
        owner_id=ids.get(one.get("owner", DEMO_EMAIL), DEMO_USER_ID),
        is_public=one.get("public", False),
    )
    return PresetApp(
        declared=Declared(form=form, is_active=one.get("active", True)),
        secret=Secret(secret) if secret else None,
    )


def fault_of(one: Entry, profile: Profile) -> Fault:
    """Return a fault.

    Raises:
        InvalidInput: It is none that there is.
    """
    return new_fault(
        profile,
        str(one["fault"]),
        one["endpoint"],
        times=one.get("times", "once"),
        client_id=one.get("client_id"),
        code=one.get("code"),
        delay=one.get("delay", DEFAULT_DELAY),
    )


def _user(one: Entry) -> PresetUser:
    password = one.get("password")
    return PresetUser(
        id=_id_of(one),
        email=one["email"],
        name=one.get("name"),
        timezone=one.get("timezone", "UTC"),
        password=Secret(password) if password else None,
    )


def _id_of(one: Entry) -> str:
    made: str = one.get("id") or str(uuid.uuid5(_HERE, one["email"]))
    return made


def _tokens(one: Entry, ids: Mapping[str, str], profile: Profile) -> PresetTokens:
    refresh = one.get("refresh_token")
    return PresetTokens(
        access_token=Secret(one["access_token"]),
        refresh_token=Secret(refresh) if refresh else None,
        client_id=one["client_id"],
        user_id=ids[one.get("user", DEMO_EMAIL)],
        scopes=tuple(one.get("scopes", profile.scopes)),
        age=read_duration(one.get("age", "0s")),
        is_revoked=one.get("revoked", False),
    )


def _key(one: Entry, ids: Mapping[str, str], profile: Profile) -> PresetKey:
    return PresetKey(
        key=Secret(one["key"]),
        name=one.get("name", "API key"),
        user_id=ids[one.get("user", DEMO_EMAIL)],
        permissions=tuple(one.get("permissions", profile.scopes)),
    )

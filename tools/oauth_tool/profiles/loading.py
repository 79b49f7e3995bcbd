"""Read a profile that ships with the tool."""

from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files
from typing import Any

import yaml

from oauth_tool.oauth.credentials import ScryptCost
from oauth_tool.oauth.tokens import Lifetimes
from oauth_tool.profiles.profile import (
    CredentialRules,
    DatabaseNames,
    Endpoint,
    Endpoints,
    Profile,
    TableNames,
)
from tool_cli.errors import InvalidInput

SHIPPED = ("autogpt",)
TABLES = ("users", "clients", "codes", "access_tokens", "refresh_tokens")

# The C parser is ten times as fast; a PyYAML built without libyaml lacks it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Document = Mapping[str, Any]  # what YAML gives; its shape is the shipped files' own


def load_profile(name: str) -> Profile:
    """Return the profile with this name.

    Raises:
        InvalidInput: No profile of this name ships with the tool.
    """
    if name not in SHIPPED:
        raise InvalidInput(f"unknown profile {name!r}", f"known profiles: {', '.join(SHIPPED)}")
    text = (files("oauth_tool.profiles") / f"{name}.yaml").read_bytes()
    return _profile(yaml.load(text, Loader=_Loader))  # noqa: S506 - a safe loader in both cases


def _profile(document: Document) -> Profile:
    return Profile(
        name=document["name"],
        title=document["title"],
        wire=document["wire"],
        credentials=_credentials(document["credentials"]),
        lifetimes=Lifetimes(
            **{key: timedelta(seconds=value) for key, value in document["lifetimes"].items()}
        ),
        grant_types=tuple(document["grant_types"]),
        scopes=document["scopes"],
        addresses=document["addresses"],
        endpoints=Endpoints(
            **{key: Endpoint(**value) for key, value in document["endpoints"].items()}
        ),
        resource_scope=document["resource_scope"],
        database=_database(document["database"]),
    )


def _credentials(document: Document) -> CredentialRules:
    return CredentialRules(**{**document, "scrypt": ScryptCost(**document["scrypt"])})


def _database(document: Document) -> DatabaseNames:
    tables = {name: _table(document["tables"][name]) for name in TABLES}
    return DatabaseNames(schema=document["schema"], **tables)


def _table(document: Document) -> TableNames:
    return TableNames(
        name=document["name"],
        columns=document["columns"],
        enums=document.get("enums", {}),
        optional=frozenset(document.get("optional", ())),
    )

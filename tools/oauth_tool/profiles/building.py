"""From a profile's document, whose shape has been checked, to the profile."""

from dataclasses import fields
from datetime import timedelta

from oauth_tool.oauth.lifetimes import Lifetimes
from oauth_tool.profiles.credential_rules import credential_rules_from
from oauth_tool.profiles.profile import (
    DatabaseNames,
    Endpoint,
    Endpoints,
    Profile,
    RedirectUriRules,
    TableNames,
)
from oauth_tool.profiles.shipped import Document

TABLES = tuple(field.name for field in fields(DatabaseNames) if field.name != "schema")


def profile_from(document: Document) -> Profile:
    """Return the profile that a document describes."""
    return Profile(
        name=document["name"],
        title=document["title"],
        wire=document["wire"],
        credentials=credential_rules_from(document),
        lifetimes=Lifetimes(
            **{key: timedelta(seconds=value) for key, value in document["lifetimes"].items()}
        ),
        grant_types=tuple(document["grant_types"]),
        default_grant_types=tuple(document.get("default_grant_types") or document["grant_types"]),
        redirect_uris=RedirectUriRules(**document["redirect_uris"]),
        scopes=document["scopes"],
        addresses=document["addresses"],
        endpoints=Endpoints(
            **{key: Endpoint(**value) for key, value in document["endpoints"].items()}
        ),
        resource_scope=document["resource_scope"],
        database=_database(document["database"]),
    )


def _database(document: Document) -> DatabaseNames:
    named = document["tables"]
    tables = {name: _table(named[name]) for name in TABLES if name in named}
    return DatabaseNames(schema=document["schema"], **tables)


def _table(document: Document) -> TableNames:
    return TableNames(
        name=document["name"],
        columns=document["columns"],
        enums=document.get("enums", {}),
        optional=frozenset(document.get("optional", ())),
        may_be_absent=document.get("may_be_absent", False),
    )

"""Make a client from what somebody filled in: checked, with fresh credentials."""

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import (
    CLIENT_ID_BYTES,
    SECRET_BYTES,
    RandomBytes,
    Secret,
    hash_secret,
    random_text,
)
from oauth_tool.oauth.moments import Clock, utc_now
from oauth_tool.oauth.redirect_uris import check_redirect_uri
from oauth_tool.oauth.scopes import each_once, not_among
from oauth_tool.profiles.profile import Profile
from oauth_tool.storage import printing
from oauth_tool.storage.records import client_row
from oauth_tool.storage.statements import insert
from oauth_tool.storage.tables import tables_of
from tool_cli.errors import InvalidInput

MAX_NAME = 200
MAX_DESCRIPTION = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """What is asked of the person who registers an app. Nothing in it is checked yet."""

    name: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    owner_id: str
    description: str | None = None
    grant_types: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """Where a registration gets time and randomness from."""

    clock: Clock = utc_now
    random: RandomBytes = secrets.token_bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """A new client and its secret. The secret exists here only, and only now."""

    client: Client
    secret: Secret = field(repr=False)


def prepare(form: Form, profile: Profile, sources: Sources = Sources()) -> Registration:
    """Check a form and make the client that it describes. Hashing takes tens of milliseconds.

    Raises:
        InvalidInput: A redirect URI, scope, grant type or text cannot be accepted.
    """
    _check(form, profile)
    rules = profile.credentials
    now = sources.clock()
    secret = Secret(random_text(rules.client_secret_prefix, SECRET_BYTES, sources.random))
    client = Client(
        id=str(uuid.UUID(bytes=sources.random(16), version=4)),
        created_at=now,
        updated_at=now,
        name=form.name,
        description=form.description or None,
        client_id=random_text(rules.client_id_prefix, CLIENT_ID_BYTES, sources.random),
        secret_hash=hash_secret(secret, rules.scrypt, sources.random),
        redirect_uris=each_once(form.redirect_uris),
        grant_types=each_once(form.grant_types) or profile.grant_types,
        scopes=each_once(form.scopes),
        owner_id=form.owner_id,
    )
    return Registration(client=client, secret=secret)


def as_sql(registration: Registration, profile: Profile) -> str:
    """Return PostgreSQL text that adds the client to a database that nobody has looked at.

    Columns that an edition of the platform may lack are left out. The text is plain ASCII and
    holds the hash of the secret, never the secret.
    """
    table = tables_of(profile.database).clients
    statement = insert(table.without(table.optional), client_row(registration.client))
    return f"{printing.as_sql(statement)};"


def _check(form: Form, profile: Profile) -> None:
    _check_text("name", form.name, MAX_NAME)
    _check_text("description", form.description or "", MAX_DESCRIPTION)
    if not form.name.strip():
        raise InvalidInput("the app has no name", "give one with --name")
    if not form.redirect_uris:
        raise InvalidInput("the app has no redirect URI", "give one with --redirect-uri")
    for uri in form.redirect_uris:
        check_redirect_uri(uri)
    if not form.scopes:
        raise InvalidInput("the app has no scope", f"known scopes: {', '.join(profile.scopes)}")
    _check_known("scope", form.scopes, profile.scopes)
    _check_known("grant type", form.grant_types, profile.grant_types)
    _check_text("owner id", form.owner_id, MAX_NAME)
    if not form.owner_id.strip():
        raise InvalidInput("the app has no owner", "give the id of a user with --owner-id")


def _check_text(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidInput(f"the {what} is longer than {longest} characters", "shorten it")
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidInput(
            f"the {what} holds a character that no database can store",
            "remove NUL characters and broken UTF-8",
        )


def _check_known(what: str, given: Collection[str], known: Collection[str]) -> None:
    for name in not_among(given, known):
        raise InvalidInput(f"unknown {what} {name[:100]!r}", f"known {what}s: {', '.join(known)}")

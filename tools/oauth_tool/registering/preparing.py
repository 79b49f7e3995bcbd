"""Make a client from a form: checked, with fresh credentials."""

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
from oauth_tool.oauth.scopes import each_once
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form, check


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """Where time and randomness come from."""

    clock: Clock = utc_now
    random: RandomBytes = secrets.token_bytes

    def new_row_id(self) -> str:
        """Return a random UUID (RFC 9562 5.4)."""
        return str(uuid.UUID(bytes=self.random(16), version=4))


SYSTEM = Sources()
"""The time and the randomness of the operating system."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """A new client and its secret, None for a public one. The secret exists here only, once."""

    client: Client
    secret: Secret | None = field(repr=False)


def prepare(
    form: Form,
    profile: Profile,
    sources: Sources = SYSTEM,
    known_scopes: Collection[str] | None = None,
) -> Registration:
    """Check a form and make the client that it describes. Hashing takes tens of milliseconds.

    Args:
        form: What was filled in.
        profile: The platform that the app is for.
        sources: Time and randomness.
        known_scopes: The scopes that the platform really has, if they were asked of it.

    Raises:
        InvalidInput: Something in the form cannot be accepted.
    """
    check(form, profile, profile.scopes if known_scopes is None else known_scopes)
    rules = profile.credentials
    now = sources.clock()
    secret = None if form.is_public else new_secret(profile, sources)
    client = Client(
        id=sources.new_row_id(),
        created_at=now,
        updated_at=now,
        name=form.name,
        description=form.description or None,
        client_id=form.client_id
        or random_text(rules.client_id_prefix, CLIENT_ID_BYTES, sources.random),
        secret_hash=hash_secret(secret, rules.scrypt, sources.random) if secret else None,
        redirect_uris=each_once(form.redirect_uris),
        grant_types=each_once(form.grant_types) or profile.grant_types,
        scopes=each_once(form.scopes),
        owner_id=form.owner_id,
        logo_url=form.logo_url,
    )
    return Registration(client=client, secret=secret)


def new_secret(profile: Profile, sources: Sources) -> Secret:
    """Return a client secret of 256 random bits behind the platform's prefix."""
    prefix = profile.credentials.client_secret_prefix
    return Secret(random_text(prefix, SECRET_BYTES, sources.random))

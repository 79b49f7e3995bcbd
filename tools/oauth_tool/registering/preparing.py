"""Make a client from a form: checked, with fresh credentials."""

from collections.abc import Collection
from dataclasses import dataclass, field

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import CLIENT_ID_BYTES, Secret, random_text
from oauth_tool.oauth.identifiers import new_row_id
from oauth_tool.oauth.scopes import each_once
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.acceptance import check
from oauth_tool.registering.form import Form
from oauth_tool.registering.new_secret import NewSecret
from oauth_tool.registering.sources import SYSTEM, Sources


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
    new_secret: NewSecret | None = None,
) -> Registration:
    """Check a form and make the client that it describes. Hashing takes tens of milliseconds.

    Args:
        form: What was filled in.
        profile: The platform that the app is for.
        sources: Time and randomness.
        known_scopes: The scopes that the platform really has, if they were asked of it.
        new_secret: A secret that is being hashed already; by default one is made here.

    Raises:
        InvalidInput: Something in the form cannot be accepted.
    """
    check(form, profile, profile.scopes if known_scopes is None else known_scopes)
    rules = profile.credentials
    if form.is_public:
        new_secret = None
    elif new_secret is None:
        new_secret = NewSecret(rules, sources)
    now = sources.clock()
    client = Client(
        id=new_row_id(sources.random),
        created_at=now,
        updated_at=now,
        name=form.name,
        description=form.description or None,
        client_id=form.client_id
        or random_text(rules.client_id_prefix, CLIENT_ID_BYTES, sources.random),
        secret_hash=new_secret.kept() if new_secret else None,
        redirect_uris=each_once(form.redirect_uris),
        grant_types=each_once(form.grant_types) or profile.default_grant_types,
        scopes=each_once(form.scopes),
        owner_id=form.owner_id,
        logo_url=form.logo_url,
    )
    return Registration(client=client, secret=new_secret.secret if new_secret else None)

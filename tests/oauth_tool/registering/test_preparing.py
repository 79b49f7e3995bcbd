from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from tests.plumbing.accepted import DESCRIPTIONS, NAMES, URI_LISTS
from tests.plumbing.cheap_hashes import with_cheap_hashes
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.credentials import matches
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.registering.printed import as_sql
from oauth_tool.registering.sources import Sources
from tool_cli.errors import InvalidInput

PROFILE = load_profile("autogpt")
NOW = datetime(2026, 11, 23, 20, 40, 53, 820000, tzinfo=UTC)


def form(**changes):
    fields = {
        "name": "App",
        "redirect_uris": ("https://app.example/cb",),
        "scopes": ("IDENTITY",),
        "owner_id": OWNER_ID,
    }
    return Form(**{**fields, **changes})


def test_credentials_have_the_platforms_prefixes_and_lengths():
    registration = prepare(form(), PROFILE)

    assert registration.client.client_id.startswith("agpt_client_")
    assert len(registration.client.client_id) == len("agpt_client_") + 22
    assert registration.secret.reveal().startswith("agpt_secret_")
    assert len(registration.secret.reveal()) == len("agpt_secret_") + 43


def test_only_a_hash_of_the_secret_is_kept():
    registration = prepare(form(), PROFILE)

    kept = registration.client.secret_hash
    assert matches(registration.secret, kept, PROFILE.credentials.scrypt)
    assert registration.secret.reveal() not in as_sql(registration, PROFILE)
    assert registration.secret.reveal() not in repr(registration)


def test_time_and_randomness_come_from_outside():
    sources = Sources(clock=lambda: NOW, random=bytes)

    client = prepare(form(), PROFILE, sources).client

    assert client.created_at == client.updated_at == NOW
    assert client.client_id == "agpt_client_" + "A" * 22
    assert client.id == "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("name", ["autogpt", "rfc"])
def test_without_grant_types_the_app_gets_the_default_ones_of_the_profile(name):
    profile = load_profile(name)
    asked = form(scopes=tuple(profile.scopes)[:1])

    app = prepare(asked, profile).client
    chosen = prepare(replace(asked, grant_types=profile.grant_types), profile).client

    assert app.grant_types == ("authorization_code", "refresh_token")
    assert chosen.grant_types == profile.grant_types


def test_what_is_named_twice_counts_once():
    client = prepare(form(scopes=("IDENTITY", "IDENTITY")), PROFILE).client

    assert client.scopes == ("IDENTITY",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": " "}, "no name"),
        ({"name": "x" * 201}, "name is longer than 200"),
        ({"name": "a\0b"}, "no database can store"),
        ({"description": "\udc80"}, "no database can store"),
        ({"redirect_uris": ()}, "no redirect URI"),
        ({"redirect_uris": ("javascript:alert(1)",)}, "javascript"),
        ({"scopes": ()}, "no scope"),
        ({"scopes": ("IDENTITY", "FOO")}, "unknown scope 'FOO'"),
        ({"grant_types": ("password",)}, "unknown grant type 'password'"),
        ({"owner_id": ""}, "no owner"),
        ({"owner_id": "a\0b"}, "no database can store"),
    ],
)
def test_what_cannot_be_accepted_is_named(changes, reason):
    with pytest.raises(InvalidInput, match=reason):
        prepare(form(**changes), PROFILE)


@pytest.mark.parametrize(
    ("profile", "is_native", "reason"),
    [
        ("autogpt", True, "which the AutoGPT platform does not take"),
        ("rfc", False, "only an app on a device answers to"),
    ],
)
def test_a_scheme_of_its_own_is_for_native_apps_where_the_platform_takes_it(
    profile, is_native, reason
):
    asked = form(redirect_uris=("com.example.app:/cb",), is_native=is_native)

    with pytest.raises(InvalidInput, match=reason):
        prepare(asked, load_profile(profile))


COLUMNS = ("name", "coalesce(description, '')", """array_to_string("redirectUris", chr(10))""")
READ_BACK = (
    "SELECT "
    + ", ".join(f"encode(convert_to({column}, 'UTF8'), 'hex')" for column in COLUMNS)
    + ' FROM platform."OAuthApplication"; TRUNCATE platform."OAuthApplication" CASCADE;'
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(name=NAMES, description=DESCRIPTIONS, uris=URI_LISTS)
def test_printed_sql_runs_and_stores_every_text_byte_by_byte(
    platform_tables, name, description, uris
):
    asked = form(name=name, description=description, redirect_uris=uris)
    registration = prepare(asked, with_cheap_hashes(PROFILE))

    answer = platform_tables(f"{as_sql(registration, PROFILE)}\n{READ_BACK}")

    stored = [bytes.fromhex(part).decode() for part in answer.removesuffix("\n").split("|")]
    assert stored == [name, description, "\n".join(uris)]


@pytest.fixture
def platform_tables(platform_database, psql):
    platform_database()
    return psql

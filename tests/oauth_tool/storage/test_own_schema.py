"""What the embedded platform keeps for itself on the tables of another platform."""

from urllib.parse import urlsplit

import pytest
from tests.plumbing.platform_database import EDITIONS

from oauth_tool.storage.opening import opened_store

RESTRICTED = """
DROP ROLE IF EXISTS "restricted";
CREATE ROLE "restricted" LOGIN;
GRANT USAGE ON SCHEMA platform TO "restricted";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA platform TO "restricted";
"""
TABLES = "SELECT table_schema, table_name FROM information_schema.tables ORDER BY 1, 2"


@pytest.fixture
def restricted(psql):
    """Return a function that makes a URL that of a user who may make no tables."""

    def as_restricted(url):
        psql(RESTRICTED)
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        return parts._replace(netloc=f"restricted@{host}").geturl()

    yield as_restricted
    psql('DROP OWNED BY "restricted"; DROP ROLE "restricted"')


@pytest.mark.parametrize("edition", EDITIONS)
async def test_they_lie_beside_the_platforms_own_which_stay_as_they_are(
    platform_database, psql, profile, edition
):
    url = platform_database(edition)
    before = set(psql(TABLES).splitlines())

    for _ in range(2):
        async with opened_store(url, profile, for_platform=True) as store:
            assert store.state.is_shared
            assert store.keeps_passwords

    added = set(psql(TABLES).splitlines()) - before
    assert {line.partition("|")[0] for line in added} == {"platform_oauth_tool"}


async def test_a_command_that_starts_no_platform_makes_none(platform_database, psql, profile):
    url = platform_database()

    async with opened_store(url, profile) as store:
        assert not store.state.is_shared

    assert "platform_oauth_tool" not in psql(TABLES)


async def test_who_may_make_no_tables_has_a_platform_without_them(
    platform_database, profile, restricted
):
    url = restricted(platform_database())

    async with opened_store(url, profile, for_platform=True) as store:
        assert not store.state.is_shared
        assert not store.keeps_passwords
        assert store.keeps_api_keys


async def test_tables_that_this_user_may_not_look_at_are_none_of_its(
    platform_database, profile, restricted
):
    url = platform_database()
    async with opened_store(url, profile, for_platform=True) as store:
        assert store.state.is_shared

    async with opened_store(restricted(url), profile) as store:
        assert not store.state.is_shared

"""API keys and passwords where the platform's own tables are: in a real PostgreSQL."""

import hashlib

import pytest
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidToken
from oauth_tool.platform.api_keys import api_key_with, new_api_key
from oauth_tool.platform.cleanup import clean_up
from oauth_tool.platform.passwords import SignUp, sign_up
from oauth_tool.platform.platform import Platform
from oauth_tool.profiles.loading import load_profile
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.tokens import ExpiredCounts
from tool_cli.errors import InvalidInput


@pytest.fixture
async def real(platform_database):
    profile = load_profile("autogpt")
    async with opened_store(platform_database(), profile) as store:
        yield Platform(store=store, profile=profile)


async def test_a_key_works_on_the_platforms_own_table(real, psql):
    key = (await new_api_key(real, OWNER_ID, "Key", ["IDENTITY"])).reveal()

    found = await api_key_with(real, key)
    psql("""UPDATE platform."APIKey" SET "status" = 'SUSPENDED'""")

    assert (found.user_id, found.permissions) == (OWNER_ID, ("IDENTITY",))
    with pytest.raises(InvalidToken, match="^Invalid API key$"):
        await api_key_with(real, key)


async def test_a_key_of_the_first_edition_has_a_plain_digest(real, psql):
    key = "agpt_" + "k" * 43
    digest = hashlib.sha256(key.encode()).hexdigest()
    psql(
        'INSERT INTO platform."APIKey" ("id", "name", "head", "tail", "hash", "permissions",'
        f""" "userId") VALUES ('1', 'Old', 'agpt_kkk', 'kkkkkkkk', '{digest}', '{{READ_GRAPH}}',"""
        f" '{OWNER_ID}')"
    )

    assert (await api_key_with(real, key)).permissions == ("READ_GRAPH",)


async def test_a_real_platforms_users_do_not_sign_up_here(real):
    form = SignUp(email="ada@example.com", name="", password=Secret("correct horse"))

    with pytest.raises(InvalidInput, match="no room for passwords"):
        await sign_up(real, form)


async def test_clean_up_works_there_too(real):
    assert await clean_up(real) == ExpiredCounts(codes=0, access_tokens=0, refresh_tokens=0)


async def test_a_database_without_the_table_has_no_keys(platform_database, psql):
    url = platform_database()
    psql('DROP TABLE platform."APIKey"')
    async with opened_store(url, load_profile("autogpt")) as store:
        platform = Platform(store=store, profile=load_profile("autogpt"))

        with pytest.raises(InvalidToken, match="^Invalid API key$"):
            await api_key_with(platform, "agpt_" + "k" * 43)

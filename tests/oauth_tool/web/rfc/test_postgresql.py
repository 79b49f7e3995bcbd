"""The standard wire on a PostgreSQL database that belongs to somebody else."""

import asyncio
from dataclasses import replace

import pytest
from tests.plumbing.standard_platform import SCHEMA, Standard

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.tokens import TokenPair, digest_of
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.testing import running_platform_async


@pytest.fixture
async def standard(postgresql, psql, standard_http):
    psql(SCHEMA.read_text())
    psql(f"INSERT INTO users (id, email) VALUES ('{DEMO_USER_ID}', 'demo@example.com')")
    async with running_platform_async(profile="rfc", database_url=postgresql) as platform:
        yield Standard(platform=platform, http=standard_http)


async def test_the_whole_flow_works_there(standard):
    app = await standard.register()

    first = await standard.tokens(app)
    second = (await standard.renew(app, first["refresh_token"])).body
    assert await standard.is_active(app, second["access_token"])
    await standard.post("revocation", {"token": second["refresh_token"]}, app)

    assert not await standard.is_active(app, second["access_token"])


def wait_until_somebody_waits(psql):
    while psql("SELECT count(*) FROM pg_locks WHERE NOT granted").strip() == "0":
        pass


async def test_a_rotation_under_way_saves_no_token_of_a_family_that_is_revoked(standard, psql):
    app = await standard.register()
    told = await standard.tokens(app)
    store = standard.platform.running.platform.store
    access = await store.access_token(digest_of(told["access_token"]))
    refresh = await store.refresh_token(digest_of(told["refresh_token"]))
    new = [
        replace(one, id=f"new {n}", digest=f"new {n}") for n, one in enumerate((access, refresh))
    ]
    now = utc_now()

    async with store.database.transaction() as database:
        await replace(store, database=database).rotate(
            refresh, TokenPair(access=new[0], refresh=new[1]), now
        )
        revocation = asyncio.create_task(store.revoke_family(refresh.family_id, now))
        await asyncio.to_thread(wait_until_somebody_waits, psql)
    await revocation

    assert (await store.refresh_token("new 1")).revoked_at is not None
    assert (await store.access_token("new 0")).revoked_at is not None

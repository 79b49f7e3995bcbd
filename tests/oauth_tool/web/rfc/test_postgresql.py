"""The standard wire on a PostgreSQL database that belongs to somebody else."""

import asyncio
from dataclasses import replace

import pytest
from tests.plumbing.standard_platform import CALLBACK, HTML, SCHEMA, Standard, sign_in

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.tokens import TokenPair, digest_of
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.rfc.device.user_codes import LETTERS
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


async def registered(standard):
    metadata = {"redirect_uris": [CALLBACK]}
    async with standard.http.post(f"{standard.issuer}/register", json=metadata) as answer:
        return await answer.json()


async def test_changes_of_one_registration_at_the_same_time_wait_for_one_another(standard):
    told = await registered(standard)
    own = {"Authorization": f"Bearer {told['registration_access_token']}"}
    whole = {"redirect_uris": [CALLBACK], "client_id": told["client_id"]}

    async def send(method, **sent):
        url = told["registration_client_uri"]
        async with standard.http.request(method, url, headers=own, **sent) as answer:
            return answer.status

    changed = await asyncio.gather(
        *(send("PUT", json={**whole, "client_name": f"App {number}"}) for number in range(16))
    )
    ended = await asyncio.gather(
        *(send(method, json=whole) for method in ["PUT", "DELETE", "PUT", "PUT"])
    )

    assert changed == [200] * 16
    assert set(ended) <= {200, 204, 401}
    assert await send("GET") == 401


async def test_guesses_at_the_same_time_are_no_more_than_one_after_the_other(standard):
    page = f"{standard.issuer}/device?user_code="
    await sign_in(standard, (await standard.get(page)).location)

    answers = await asyncio.gather(
        *(standard.get(f"{page}BBBB-BBB{letter}", **HTML) for letter in LETTERS)
    )

    assert sorted(answer.status for answer in answers) == [200] * 10 + [429] * 10

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidClient
from oauth_tool.platform.client_authentication import authenticated_client
from oauth_tool.registering.rotating import (
    finish,
    live_former_secret,
    prepare_rotation,
    rotate,
    take_back,
)
from oauth_tool.registering.sources import Sources
from oauth_tool.registering.verifying import Verdict, verdict_on
from oauth_tool.storage.opening import opened_store
from tool_cli.errors import InvalidInput, ToolError

DAY = timedelta(hours=24)


@pytest.fixture
def rotated(platform, app, watch):
    """Rotate the app's secret with an overlap of a day."""

    async def run(overlap=DAY):
        client = await platform.store.client(app.client.client_id)
        rotation = await prepare_rotation(
            platform.store, client, platform.profile, overlap, Sources(clock=watch)
        )
        await rotate(platform.store, rotation)
        return rotation

    return run


@pytest.fixture
def accepts(platform, app):
    async def ask(secret):
        try:
            await authenticated_client(platform, app.client.client_id, secret)
        except InvalidClient:
            return False
        return True

    return ask


async def test_both_secrets_work_until_the_deadline_and_the_new_one_after(
    rotated, accepts, app, watch
):
    rotation = await rotated()
    old = Secret(app.secret)

    assert rotation.former.expires_at == watch() + DAY
    assert (await accepts(old), await accepts(rotation.secret)) == (True, True)
    watch.advance(hours=24)
    assert (await accepts(old), await accepts(rotation.secret)) == (False, True)


async def test_it_is_known_whether_the_former_secret_is_still_used(
    platform, rotated, accepts, app, watch
):
    async def last_used():
        return (await live_former_secret(platform.store, app.client, watch())).last_used_at

    rotation = await rotated()
    await accepts(rotation.secret)
    assert await last_used() is None

    watch.advance(minutes=5)
    await accepts(Secret(app.secret))
    assert await last_used() == watch()


async def test_finishing_ends_the_overlap_at_once(platform, rotated, accepts, app):
    await rotated()

    assert await finish(platform.store, app.client)

    assert not await accepts(Secret(app.secret))
    assert not await finish(platform.store, app.client)


async def test_without_overlap_the_former_secret_is_dead_at_once(rotated, accepts, app):
    rotation = await rotated(timedelta(0))

    assert rotation.former is None
    assert not await accepts(Secret(app.secret))
    assert await accepts(rotation.secret)


async def test_one_rotation_ends_before_the_next_begins(rotated, watch):
    await rotated()

    with pytest.raises(InvalidInput, match="that rotation is not over"):
        await rotated()
    watch.advance(hours=24)
    assert await rotated()


async def test_of_two_rotations_at_the_same_moment_one_is_refused(platform, app, rotated):
    slower = await prepare_rotation(platform.store, app.client, platform.profile, DAY)
    await rotated(timedelta(0))

    with pytest.raises(ToolError, match="by somebody else just now"):
        await rotate(platform.store, slower)


async def test_a_rotation_that_reached_nobody_is_taken_back(platform, rotated, accepts, app):
    rotation = await rotated()

    await take_back(platform.store, rotation)

    assert await accepts(Secret(app.secret))
    assert not await accepts(rotation.secret)
    assert await platform.store.client(app.client.client_id) == app.client
    assert await platform.store.former_secrets(app.client) == []


async def test_a_public_client_has_nothing_to_rotate(platform, add_app):
    app = await add_app(is_public=True)

    with pytest.raises(InvalidInput, match="public client"):
        await prepare_rotation(platform.store, app.client, platform.profile, DAY)


async def test_a_secret_is_the_current_one_the_former_one_or_wrong(platform, rotated, app, watch):
    rotation = await rotated()
    client = await platform.store.client(app.client.client_id)

    verdicts = [
        await verdict_on(secret, platform.store, client, platform.profile, watch())
        for secret in (rotation.secret, Secret(app.secret), Secret("wrong"))
    ]

    assert verdicts == [Verdict.CURRENT, Verdict.FORMER, Verdict.WRONG]


async def test_a_platform_with_room_for_one_secret_offers_the_cut_over(
    platform_database, platform, add_app
):
    app = await add_app(is_public=False)
    async with opened_store(platform_database(), platform.profile) as store:
        client = replace(app.client, owner_id=OWNER_ID)
        await store.add_client(client)

        with pytest.raises(InvalidInput, match="room for one secret") as caught:
            await prepare_rotation(store, client, platform.profile, DAY)
        assert "--overlap 0" in caught.value.hint

        rotation = await prepare_rotation(store, client, platform.profile, timedelta(0))
        await rotate(store, rotation)
        kept = await store.client(client.client_id)
        verdict = await verdict_on(rotation.secret, store, kept, platform.profile, platform.clock())
        assert verdict is Verdict.CURRENT

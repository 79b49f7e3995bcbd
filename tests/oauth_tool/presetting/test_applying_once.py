"""Of several processes, one puts a preset in."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.presetting.applying_once import LONGEST, NAME, Mark, apply_once
from oauth_tool.presetting.reading import read_preset
from oauth_tool.testing import running_platform_async
from tool_cli.errors import ToolError

PRESETS = Path(__file__).resolve().parents[3] / "fixtures/presets/good"
NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def preset(platform):
    return read_preset(PRESETS / "everything.yaml", platform.profile)


@pytest.fixture
def put_in(preset, platform, steering):
    """Put the preset in as two processes that start at once."""

    async def put_in(edition="first"):
        ways = [apply_once(preset, edition, platform, steering) for _ in "12"]
        await asyncio.gather(*ways)
        return len(steering.plan.pending)

    return put_in


@pytest.fixture
async def running():
    async with running_platform_async() as platform:
        yield platform.running


@pytest.fixture
def platform(running):
    return running.platform


@pytest.fixture
def steering(running):
    return running.control.steering


async def test_each_edition_is_put_in_once(put_in, platform):
    faults = [await put_in(edition) for edition in ("first", "first", "second")]

    assert faults == [1, 1, 2]
    assert await platform.store.client("shop")


async def test_who_died_at_it_is_waited_for_no_longer_than_half_a_minute(
    preset, platform, steering
):
    dead = Mark(edition="first", since=NOW).spelled()
    await platform.store.state.replace(NAME, None, dead)
    moments = iter([NOW, NOW + LONGEST])

    await apply_once(preset, "first", platform, steering, lambda: next(moments))

    assert len(steering.plan.pending) == 1


async def test_a_preset_that_does_not_fit_is_tried_again_by_the_next_one(put_in, preset, platform):
    await platform.store.add_user(
        replace(await platform.store.user(DEMO_USER_ID), id="x", email=preset.users[0].email)
    )

    for _ in "12":
        with pytest.raises(ToolError, match="another user"):
            await put_in()

"""Put a preset into a platform of several processes that nobody started one after another.

One of them does it, once for each edition of the file; the others wait for it.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from oauth_tool.oauth.moments import utc_now
from oauth_tool.platform.platform import Platform
from oauth_tool.platform.steering import Steering
from oauth_tool.presetting.applying import apply_preset
from oauth_tool.presetting.preset import Preset
from oauth_tool.storage.state import Kept, State

NAME = "preset"
# Who takes longer has died; hashing the secrets of many apps takes a few seconds.
LONGEST = timedelta(seconds=30)
GLANCE_SECONDS = 0.05


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """How far the preset is.

    Attributes:
        edition: What of the file is in the database, or is on its way there; None is nothing.
        since: Since when a process is at work; None if it is done.
    """

    edition: str | None = None
    since: datetime | None = None

    def spelled(self) -> str:
        """Return it as JSON."""
        since = self.since.isoformat() if self.since else None
        return json.dumps({"edition": self.edition, "since": since})


async def apply_once(
    preset: Preset,
    edition: str,
    platform: Platform,
    steering: Steering,
    clock: Callable[[], datetime] = utc_now,
) -> None:
    """Let a platform hold what a preset says, unless this edition of it has been put in before.

    Args:
        preset: The preset.
        edition: What changes whenever its file does.
        platform: Where it belongs.
        steering: What its faults and its clock are told to.
        clock: Returns the time, which the preset does not change.

    Raises:
        ToolError: Something is there already, and is different; the error says what.
    """
    state = platform.store.state
    mine = await _claimed(state, edition, clock)
    if mine is None:
        return
    there = Mark()
    try:
        await apply_preset(preset, platform, steering)
        there = Mark(edition=edition)
    finally:
        await state.replace(NAME, mine, there.spelled())


async def _claimed(state: State, edition: str, clock: Callable[[], datetime]) -> Kept | None:
    """Return what marks that this process is to do it; None once another one has done it."""
    while True:
        kept = await state.read(NAME)
        mark, now = _read(kept), clock()
        if mark == Mark(edition=edition):
            return None
        if mark.since and now - mark.since < LONGEST:
            await asyncio.sleep(GLANCE_SECONDS)
        elif await state.replace(NAME, kept, Mark(edition=edition, since=now).spelled()):
            return await state.read(NAME)


def _read(kept: Kept | None) -> Mark:
    if kept is None:
        return Mark()
    written = json.loads(kept.value)
    since = written["since"]
    return Mark(edition=written["edition"], since=datetime.fromisoformat(since) if since else None)

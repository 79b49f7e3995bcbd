"""Steer a platform's time and make it fail: the same for every process on one database."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from oauth_tool.oauth.moments import Clock, utc_now
from oauth_tool.platform.faults import Fault
from oauth_tool.platform.plan import Edit, Plan, read_plan
from oauth_tool.storage.state import Kept, State

NAME = "steering"


class Steering:
    """The plan of a platform, as this process knows it.

    ``refresh`` comes before every answer. It asks for the state's version, which is cheap, and
    reads the plan only when somebody else may have changed it.
    """

    def __init__(self, state: State, *, base: Clock = utc_now) -> None:
        self._state = state
        self._base = base
        self._kept: Kept | None = None
        self._version: int | None = None
        self._reading = asyncio.Lock()
        self.plan = Plan()

    @property
    def is_shared(self) -> bool:
        """Whether every process on the database is steered alike."""
        return self._state.is_shared

    def clock(self) -> datetime:
        """Return the present moment of the platform."""
        return self._base() + self.plan.ahead

    async def refresh(self) -> None:
        """Take notice of what other processes have changed."""
        if await self._state.version() != self._version:
            await self._catch_up()

    async def advance(self, duration: timedelta) -> None:
        """Move time forward, for every process.

        Raises:
            InvalidInput: That would be backwards, or ten years ahead and more.
        """
        await self._change(lambda plan: plan.advanced(duration))
        await self._settle()

    async def reset_clock(self) -> None:
        """Let it be as late as it really is, for every process."""
        await self._change(Plan.at_present)
        await self._settle()

    async def add_faults(self, faults: Sequence[Fault]) -> None:
        """Let faults happen from now on, in whatever process.

        Raises:
            InvalidInput: There are too many.
        """
        if faults:
            await self._change(lambda plan: plan.with_faults(faults))
            await self._settle()

    async def clear_faults(self) -> None:
        """Let nothing go wrong any more."""
        await self._change(Plan.without_faults)
        await self._settle()

    async def spend(self, number: int) -> bool:
        """Let a fault happen once, and say whether it was still to happen, in any process."""
        before = await self._change(lambda plan: plan.spending(number))
        return before.holds(number)

    async def _catch_up(self) -> None:
        async with self._reading:
            version = await self._state.version()
            if version != self._version:
                await self._read()
                self._version = version

    async def _read(self) -> None:
        self._kept = await self._state.read(NAME)
        self.plan = read_plan(self._kept.value) if self._kept else Plan()

    async def _change(self, edit: Edit) -> Plan:
        """Change the plan of all processes, and return what it was before."""
        async with self._reading:
            while True:
                await self._read()
                before, after = self.plan, edit(self.plan)
                if after == before or await self._state.replace(NAME, self._kept, after.spelled()):
                    break
            await self._read()
        return before

    async def _settle(self) -> None:
        if self._state.settling_seconds:
            await asyncio.sleep(self._state.settling_seconds)

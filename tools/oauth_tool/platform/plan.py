"""What was asked of a platform's time and of its answers: a value, and how it looks as text."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from oauth_tool.platform.clock import checked_advance
from oauth_tool.platform.faults import Fault
from tool_cli.errors import InvalidInput

MOST_FAULTS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """A fault that is still to happen.

    Attributes:
        number: What it is spent by.
        fault: The fault.
        left: How often it is still to happen; None is always.
    """

    number: int
    fault: Fault
    left: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """How far ahead the clock is, and what is to go wrong, the oldest fault first."""

    ahead: timedelta = timedelta()
    pending: tuple[Pending, ...] = ()
    count: int = 0

    def advanced(self, duration: timedelta) -> "Plan":
        """Move time forward.

        Raises:
            InvalidInput: That would be backwards, or ten years ahead and more.
        """
        return replace(self, ahead=checked_advance(self.ahead, duration))

    def at_present(self) -> "Plan":
        """Let it be as late as it really is."""
        return replace(self, ahead=timedelta())

    def with_faults(self, faults: Sequence[Fault]) -> "Plan":
        """Let faults happen from now on; one that happens always already is there once.

        Raises:
            InvalidInput: There are too many.
        """
        there = [one.fault for one in self.pending if one.left is None]
        faults = [fault for fault in faults if fault not in there]
        if len(self.pending) + len(faults) > MOST_FAULTS:
            raise InvalidInput(f"there are {len(self.pending)} faults already", "clear them first")
        numbers = range(self.count + 1, self.count + 1 + len(faults))
        added = (
            Pending(number=number, fault=fault, left=fault.times)
            for number, fault in zip(numbers, faults, strict=True)
        )
        return replace(self, pending=(*self.pending, *added), count=self.count + len(faults))

    def without_faults(self) -> "Plan":
        """Let nothing go wrong any more."""
        return replace(self, pending=())

    def at(self, path: str) -> Sequence[Pending]:
        """Return the faults that strike a path."""
        return [one for one in self.pending if one.fault.strikes(path)]

    def holds(self, number: int) -> bool:
        """Say whether a fault is still to happen."""
        return any(one.number == number for one in self.pending)

    def spending(self, number: int) -> "Plan":
        """Let a fault happen once; one that is gone stays gone."""
        return replace(
            self,
            pending=tuple(
                _once_less(one, number)
                for one in self.pending
                if one.left != 1 or one.number != number
            ),
        )

    def spelled(self) -> str:
        """Return it as JSON."""
        return json.dumps(
            {
                "ahead": self.ahead.total_seconds(),
                "pending": [asdict(one) for one in self.pending],
                "count": self.count,
            }
        )


Edit = Callable[[Plan], Plan]


def read_plan(text: str) -> Plan:
    """Return what ``spelled`` has written."""
    plan: Mapping[str, Any] = json.loads(text)
    return Plan(
        ahead=timedelta(seconds=plan["ahead"]),
        pending=tuple(map(_pending, plan["pending"])),
        count=plan["count"],
    )


def _pending(one: Mapping[str, Any]) -> Pending:
    fault = Fault(**{**one["fault"], "paths": tuple(one["fault"]["paths"])})
    return Pending(number=one["number"], fault=fault, left=one["left"])


def _once_less(one: Pending, number: int) -> Pending:
    is_it = one.number == number and one.left is not None
    return replace(one, left=one.left - 1) if is_it and one.left else one

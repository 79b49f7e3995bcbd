"""The part of a timeline that one page shows: browsers are slow with a thousand exchanges."""

from collections.abc import Sequence
from dataclasses import dataclass

from oauth_tool.client.showing import ShownEntry

# So many exchanges are on a page, with older and newer ones a link away.
MOST = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Neighbours in a timeline.

    Attributes:
        entries: Those of this part, oldest first.
        older: The number of the newest exchange before them, None if there is none.
        newer: The number of the oldest one after them, None if there is none.
    """

    entries: Sequence[ShownEntry]
    older: int | None
    newer: int | None

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of these exchanges."""
        return frozenset(entry.number for entry in self.entries)


def part_until(entries: Sequence[ShownEntry], number: int | None) -> Part:
    """Return the exchanges that lead to this one; to the newest one if none is, or was, there."""
    earlier = sum(entry.number <= number for entry in entries) if number is not None else 0
    earlier = earlier or len(entries)
    return _part(entries, max(0, earlier - MOST), earlier)


def part_with(entries: Sequence[ShownEntry], number: int | None) -> Part:
    """Return the part that holds this exchange, where each is in one part; else the first one."""
    places = (place for place, entry in enumerate(entries) if entry.number == number)
    start = next(places, 0) // MOST * MOST
    return _part(entries, start, start + MOST)


def _part(entries: Sequence[ShownEntry], start: int, end: int) -> Part:
    return Part(
        entries=entries[start:end],
        older=entries[start - 1].number if start else None,
        newer=entries[end].number if end < len(entries) else None,
    )

"""Moments as the platforms keep them: UTC, whole milliseconds."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Return the present moment, aware and in UTC."""


def to_milliseconds(moment: datetime) -> datetime:
    """Return the moment cut to whole milliseconds: what a store gives back is what went in."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC and whole milliseconds."""
    return to_milliseconds(datetime.now(UTC))

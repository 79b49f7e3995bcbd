"""Moments in the answers of servers: as a text (ISO 8601), or as seconds (RFC 7519 2)."""

from datetime import UTC, datetime


def moment_in(value: object) -> datetime | None:
    """Return the moment that a member of an answer stands for, None if it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _after_1970(value)
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _after_1970(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None

"""One audit hook for all that the probe watches: Python tells it of a great many events."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_checks: dict[str, Callable[..., None]] = {}


def watch(checks: Mapping[str, Callable[..., None]]) -> None:
    """Call these functions from now on, in this whole process, each with its event's arguments."""
    if not _checks:
        sys.addaudithook(_check_event)
    _checks.update(checks)


def _check_event(event: str, arguments: tuple[object, ...]) -> None:
    check = _checks.get(event)
    if check is not None:
        check(*arguments)


_check_event.__cantrace__ = True  # type: ignore[attr-defined]  # coverage does not see it otherwise

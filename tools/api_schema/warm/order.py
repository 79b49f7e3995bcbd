"""What a warm process is told to do."""

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What changed since the last run.

    Attributes:
        changed: Files whose content is another one.
        moved: Files that came or went.
        listed: Folders in which names came or went.
    """

    changed: Sequence[str] = ()
    moved: Sequence[str] = ()
    listed: Sequence[str] = ()

    def line(self, run: int) -> bytes:
        """Return the order to make a run, as it goes over the pipe."""
        words = {"run": run, "changed": self.changed, "moved": self.moved, "listed": self.listed}
        return json.dumps(words, default=list).encode() + b"\n"

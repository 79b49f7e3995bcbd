"""Keep a backend warm: export it, learn what it read, and export it again after a change."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from api_schema.child import Ending, run_probe
from api_schema.conditions import Conditions
from api_schema.exporting import Export, export_from
from api_schema.report import read_report
from api_schema.target import Target
from api_schema.warm.order import Order
from api_schema.warm.process import Stale, Unsafe, WarmProcess
from api_schema.warm.sources import Sources
from tool_cli.errors import ToolError

CHECKPOINTS = 20  # in the time that an export takes
SHORTEST = 0.02  # seconds of import between two of them


class Keeper:
    """A backend that is exported again and again.

    The first process imports everything in the backend's own order, so that its document is that of
    a cold export. It tells which packages it imported; a second one imports those first, is
    compared with the first, and replaces it if the document is the same.

    Attributes:
        sources: What the exports read.
        is_warm: Whether a process could be kept.
    """

    def __init__(
        self,
        target: Target,
        conditions: Conditions,
        *,
        say: Callable[[str], None],
        place: str | None = None,
    ) -> None:
        """Start nothing yet.

        Args:
            target: What to export.
            conditions: Under which conditions.
            say: Takes what a user should know.
            place: The folder for throwaway folders; None for the usual one.
        """
        self.sources = Sources()
        self.is_warm = True
        self._target = target
        self._conditions = replace(conditions, records=True)  # else no change would be noticed
        self._say = say
        self._place = place
        self._process: WarmProcess | None = None
        self._first: WarmProcess | None = None  # while it is compared with another one
        self._preload: list[str] = []
        self._learnt: list[str] = []
        self._may_preload = True
        self._step = 0.1

    def close(self) -> None:
        """End the processes."""
        for process in (self._process, self._first):
            if process is not None:
                process.close()
        self._process = self._first = None

    def export(self, order: Order) -> Export:
        """Export after a change.

        Raises:
            InvalidInput: The target names no application.
            BackendFailed: The backend does not import, or does not give its document.
        """
        start = time.monotonic()
        ending = self._run(order)
        doubtful = self._learn(ending)
        if doubtful:
            self._say(
                f"packages read {', '.join(doubtful)} before the backend sets it:"
                " nothing is imported ahead any more"
            )
            self._end()
            self._preload, self._may_preload = [], False
            ending = self._run(Order())
            self._learn(ending)
        self._step = max((time.monotonic() - start) / CHECKPOINTS, SHORTEST)
        return export_from(ending, self._target, self._conditions)

    def improve(self, export: Export) -> None:
        """Import packages ahead from now on, if that gives the same document as this export."""
        if self._preload or not (self._learnt and self._may_preload and self.is_warm):
            return
        self._first, self._process = self._process, None
        before = self.sources.copy()
        self._preload = self._learnt
        try:
            other = self.export(Order()).document.text
        except ToolError:
            other = ""
        if other != export.document.text:
            self._return_to_the_first(before)
        if self._first is not None:
            self._first.close()
            self._first = None
        if self._preload:
            self._say(f"{len(self._preload)} modules of packages stay imported from now on")

    def _return_to_the_first(self, before: Sources) -> None:
        first, self._first = self._first, None
        self.close()
        self._process, self._preload = first, []
        if before.copy().changes() is not None:  # somebody was faster: the next time, then
            self.sources = before
            return
        self._may_preload = False
        self._say("importing packages ahead changes the document: each is imported in its turn")

    def _end(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None

    def _learn(self, ending: Ending) -> list[str]:
        """Take over what a run told; return the variables that make it doubtful."""
        reading: dict[str, Any] | None = read_report(ending.sent).reading
        if reading is None:
            return []
        self.sources.learn(reading)
        self._learnt = reading["modules"]
        return list(reading["doubtful"]) if self._preload else []

    def _run(self, order: Order) -> Ending:
        process = self._process or self._started()
        if process is None:
            return run_probe(self._target, self._conditions)
        self._process = process
        try:
            ending = process.run(order)
        except Stale:
            self._end()
            return self._run(Order())
        if not ending.in_time:
            self._process = None
        return ending

    def _started(self) -> WarmProcess | None:
        """Return a process that is ready; None if none can be kept."""
        while self.is_warm:
            process = WarmProcess(
                self._target,
                self._conditions,
                preload=self._preload,
                step=self._step,
                place=self._place,
            )
            try:
                process.wait_until_ready()
            except Unsafe as unsafe:
                process.close()
                self._give_way(unsafe.loaded)
            except BaseException:
                process.close()
                raise
            else:
                return process
        return None

    def _give_way(self, loaded: int) -> None:
        if not self._preload:
            self.is_warm = False
            self._say("no process can be kept: every export imports everything")
            return
        self._say(
            f"{self._preload[loaded]} starts a thread or needs the backend:"
            f" {loaded} of {len(self._preload)} modules are imported ahead"
        )
        self._preload = self._preload[:loaded]
        if not self._preload:
            self._may_preload = False

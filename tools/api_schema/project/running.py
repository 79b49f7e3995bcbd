"""Export several targets at the same time, each in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api_schema.project.pyproject import Entry

COMMAND = (
    *(sys.executable, "-P", "-c"),
    "import sys; from api_schema.cli.main import main; sys.exit(main())",
)
FAILED = 3  # the exit code of what a signal ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How the export of a target ended.

    Attributes:
        entry: The target.
        exit_code: That of its process.
        said: The lines that it said.
        has_written: Whether its file is another one now.
    """

    entry: Entry
    exit_code: int
    said: tuple[str, ...]
    has_written: bool


class Runs:
    """The exports of a project, as many at a time as there are processors."""

    def __init__(self, folder: Path, arguments: Sequence[str]) -> None:
        """Prepare.

        Args:
            folder: Where they run: paths of the project are seen from there.
            arguments: What each is called with besides what its entry says.
        """
        self._folder = folder
        self._arguments = arguments
        self._running: set[subprocess.Popen[str]] = set()

    def outcomes(self, entries: Sequence[Entry]) -> Iterator[Outcome]:
        """Yield how each target ended, in their order; if that is left early, all are stopped."""
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            pending = [pool.submit(self._run, entry) for entry in entries]
            try:
                for future in pending:
                    yield future.result()
            finally:
                for future in pending:
                    future.cancel()
                for process in list(self._running):
                    with suppress(ProcessLookupError):
                        process.terminate()  # it takes its backend with it

    def _run(self, entry: Entry) -> Outcome:
        file = self._folder / entry.output
        before = _state(file)
        process = subprocess.Popen(  # noqa: S603 - this tool itself, no shell
            [*COMMAND, *entry.arguments, *self._arguments],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if entry.output else None,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        self._running.add(process)
        printed, said = process.communicate()
        self._running.discard(process)
        return Outcome(
            entry=entry,
            exit_code=process.returncode if process.returncode >= 0 else FAILED,
            said=(*(printed or "").splitlines(), *said.splitlines()),
            has_written=_state(file) != before,
        )


def _state(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns

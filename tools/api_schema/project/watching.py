"""Watch several targets at the same time, each in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from api_schema.project.pyproject import Entry
from api_schema.project.running import FAILED

PROGRAM = """
import sys
from api_schema.cli.main import main
from api_schema.project.watching import end_with_stdin
end_with_stdin()
sys.exit(main())
"""
COMMAND = (sys.executable, "-P", "-c", PROGRAM, "watch")
STDIN = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the process of a target said, or that it ended.

    Attributes:
        name: The target.
        line: The line; empty if it ended.
        exit_code: None while it runs.
    """

    name: str
    line: str = ""
    exit_code: int | None = None


def said_by(
    entries: Sequence[Entry], folder: Path, arguments: Sequence[str]
) -> Generator[Said, None, None]:
    """Watch these targets and yield what is said of them; if that is left early, all are stopped.

    Args:
        entries: The targets.
        folder: Where they are watched: paths of the project are seen from there.
        arguments: What each is called with besides what its entry says.
    """
    said: SimpleQueue[Said] = SimpleQueue()
    processes: list[subprocess.Popen[str]] = []
    try:
        for entry in entries:
            process = _started(entry, folder, arguments)
            processes.append(process)
            Thread(target=_listen, args=(entry.name, process, said), daemon=True).start()
        running = len(processes)
        while running:
            words = said.get()
            running -= words.exit_code is not None
            yield words
    finally:
        for process in processes:
            if process.stdin is not None:
                process.stdin.close()
        for process in processes:
            process.wait()


def end_with_stdin() -> None:
    """End this process, as SIGTERM does, when whoever started it closes its stdin or is gone."""

    def wait() -> None:
        os.read(STDIN, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, daemon=True).start()


def _started(entry: Entry, folder: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - this tool itself, no shell
        [*COMMAND, *entry.arguments, *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # Ctrl-C stops them once, by their stdin
    )


def _listen(name: str, process: subprocess.Popen[str], said: SimpleQueue[Said]) -> None:
    if process.stderr is not None:
        with process.stderr as lines:
            for line in lines:
                said.put(Said(name=name, line=line.rstrip("\n")))
    exit_code = process.wait()
    said.put(Said(name=name, exit_code=exit_code if exit_code >= 0 else FAILED))

"""Start the probe in the backend's interpreter, where it waits for its request."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tool_cli.errors import ToolError

PROBE = Path(__file__).parent / "probe" / "__main__.py"
STDERR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a process gets at its start, and no request can change.

    Attributes:
        interpreter: The Python that has the backend's dependencies.
        environment: The environment variables that it sees.
        verbose: Whether its output goes through to stderr.
    """

    interpreter: Path
    environment: Mapping[str, str]
    verbose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A process that waits for its request.

    Attributes:
        process: The process, first of its group.
        pipe: What it says.
        channel: The descriptor that it says that through.
        output: What it prints, unless that goes to stderr.
    """

    process: "subprocess.Popen[bytes]"
    pipe: IO[bytes]
    channel: int
    output: IO[bytes]

    def close(self) -> None:
        """End it and all in its group."""
        stop(self.process)
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.pipe.close()
        self.output.close()


class Ahead:
    """A process that was started before it was known whether it would fit; or none.

    Attributes:
        start: What it was started with.
        started: The process.
    """

    def __init__(self) -> None:
        self.start: Start | None = None
        self.started: Started | None = None

    def prepare(self, start: Start) -> None:
        """Start a process; one that cannot be started is told of when it is needed."""
        with suppress(ToolError):
            self.start, self.started = start, started(start)

    def taken(self, start: Start) -> Started:
        """Return the process if it was started with just this, else another one.

        Raises:
            ToolError: The interpreter cannot be started.
        """
        if self.started is None or self.start != start:
            self.close()
            return started(start)
        found, self.started = self.started, None
        return found

    def close(self) -> None:
        """End the process if nobody took it."""
        if self.started is not None:
            self.started.close()
            self.started = None


ahead = Ahead()  # of this process: who starts it knows little of who takes it


def started(start: Start) -> Started:
    """Start a process with a pipe of its own.

    Raises:
        ToolError: The interpreter cannot be started.
    """
    reading, writing = os.pipe()
    pipe = open(reading, "rb", buffering=0)  # noqa: PTH123, SIM115 - a descriptor; closed with the process
    output = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
    try:
        process = launched(start, output, [writing])
    except ToolError:
        pipe.close()
        output.close()
        raise
    finally:
        os.close(writing)
    return Started(process=process, pipe=pipe, channel=writing, output=output)


def launched(
    start: Start, output: IO[bytes], descriptors: Sequence[int]
) -> "subprocess.Popen[bytes]":
    """Start a process that waits for its request and keeps these descriptors.

    Raises:
        ToolError: The interpreter cannot be started.
    """
    try:
        return subprocess.Popen(  # noqa: S603 - the user's interpreter, no shell
            [start.interpreter, PROBE],
            stdin=subprocess.PIPE,
            stdout=STDERR if start.verbose else output,
            stderr=STDERR if start.verbose else output,
            pass_fds=descriptors,
            env=start.environment,
            start_new_session=True,
        )
    except OSError as error:
        raise ToolError(
            f"cannot start {start.interpreter}: {error.strerror}",
            "choose another with --python",
        ) from error


def ask(process: "subprocess.Popen[bytes]", request: str) -> None:
    """Tell a process what it is to do; that it is gone already is seen where it should answer."""
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(request.encode())


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all in its group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""Run the probe as a child process: its pipe, its time limit, and its end whatever happens."""

import json
import os
import selectors
import signal
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import IO

from api_schema.conditions import Conditions
from api_schema.environment import seen_environment
from api_schema.report import is_complete
from api_schema.starting import Start, ahead, ask, stop
from api_schema.target import Target

THROWAWAY = "export-api-schema-"
GRACE = 2.0  # seconds for the stack of a hang, and for the backend's atexit functions
TAIL = 4096  # bytes of the backend's output that are kept for an error
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the child ended.

    Attributes:
        sent: All that came over the pipe.
        in_time: Whether it ended by itself before the time limit.
        exit_code: Its exit code, that of a signal negative; None if it had to be stopped.
        output: The last lines of its stdout and stderr; empty if they went to stderr.
        throwaway: The folder that stood for home and temporary folder; empty if none did.
    """

    sent: bytes
    in_time: bool
    exit_code: int | None
    output: str
    throwaway: str = ""


def run_probe(target: Target, conditions: Conditions) -> Ending:
    """Run the probe on a target until it has said all, ended, or used up its time.

    The child, whatever it started, and its throwaway folders are gone afterwards, on Ctrl-C too.

    Raises:
        ToolError: The interpreter cannot be started.
    """
    if conditions.keeps_home:
        return _run(target, conditions, throwaway="")
    with tempfile.TemporaryDirectory(prefix=THROWAWAY, ignore_cleanup_errors=True) as folder:
        return _run(target, conditions, throwaway=folder)


def _run(target: Target, conditions: Conditions, *, throwaway: str) -> Ending:
    with closing(ahead.taken(start_of(conditions))) as probe:
        channel = probe.channel
        ask(
            probe.process,
            request_for(target, conditions, channel=channel, throwaway=throwaway),
        )
        sent = bytearray()
        in_time = _receive(probe.pipe, sent, conditions.timeout)
        if not in_time:
            probe.process.send_signal(signal.SIGUSR1)  # the probe answers with its stack
            _receive(probe.pipe, sent, GRACE)
        exit_code = _exit_code(probe.process)
        stop(probe.process)
        return Ending(
            sent=bytes(sent),
            in_time=in_time,
            exit_code=exit_code,
            output=tail_of(probe.output),
            throwaway=throwaway,
        )


def start_of(conditions: Conditions) -> Start:
    """Return what the probe is started with."""
    return Start(
        interpreter=conditions.interpreter,
        environment=seen_environment(conditions.environment),
        verbose=conditions.verbose,
    )


def request_for(
    target: Target,
    conditions: Conditions,
    *,
    channel: int,
    throwaway: str,
    warm: dict[str, object] | None = None,
) -> str:
    """Return what the probe is asked for.

    Args:
        target: What it imports.
        conditions: Under which conditions.
        channel: The descriptor of its end of the pipe.
        throwaway: The folder that stands for home and temporary folder; empty if none does.
        warm: What it needs to stay and to export again; None to export once.
    """
    return json.dumps(
        {
            "module": target.module,
            "attribute": target.attribute,
            "arguments": target.arguments,
            "mount": target.mount,
            "django": target.django,
            "app_dir": str(target.app_dir),
            "channel": channel,
            "verbose": conditions.verbose,
            "allow_network": conditions.network,
            "allow_programs": conditions.programs,
            "stubs": conditions.stubs,
            "fills": conditions.fills_environment,
            "throwaway": throwaway,
            "records": conditions.records,
            "locates": conditions.locates,
            "warm": warm,
        }
    )


def _receive(pipe: IO[bytes], sent: bytearray, seconds: float) -> bool:
    """Collect what comes until all is said or the pipe is closed; False if the time is up."""
    deadline = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        # A process that the backend forked may hold the pipe open, so its end is not waited for.
        while not is_complete(sent):
            if not selector.select(max(0.0, deadline - time.monotonic())):
                return False
            chunk = pipe.read(CHUNK)
            if not chunk:
                break
            sent += chunk
    return True


def _exit_code(process: subprocess.Popen[bytes]) -> int | None:
    with suppress(subprocess.TimeoutExpired):
        return process.wait(GRACE)
    return None


def tail_of(output: IO[bytes]) -> str:
    """Return the end of what a backend printed."""
    size = output.seek(0, os.SEEK_END)
    output.seek(max(0, size - TAIL))
    return output.read().decode(errors="replace")

"""Commands that are forked from a process which has everything imported."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("warm_process.py")


class Forked:
    """A running command, with the part of `subprocess.Popen` that tests use.

    Attributes:
        pid: Its process id.
        stdout: What it prints, as a text file, if it was asked for as a pipe.
        returncode: Its exit code once it has been waited for.
    """

    def __init__(self, connection, stdout):
        self._connection = connection
        self._received = b""
        self.pid = self._number()
        self.stdout = stdout
        self.returncode = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.stdout is not None:
            self.stdout.close()
        self.wait()
        self._connection.close()

    def poll(self):
        """Return its exit code, None while it runs."""
        try:
            self.wait(timeout=0)
        except subprocess.TimeoutExpired:
            return None
        return self.returncode

    def wait(self, timeout=None):
        """Wait until it has ended and return its exit code."""
        if self.returncode is None:
            self._connection.settimeout(timeout)
            try:
                self.returncode = self._number()
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired(str(self.pid), timeout) from None
        return self.returncode

    def _number(self):
        # Not with a file: it may read both lines at once, and is of no use after a time-out.
        while b"\n" not in self._received:
            more = self._connection.recv(64)
            assert more, "the process that forks the commands is gone"
            self._received += more
        line, _, self._received = self._received.partition(b"\n")
        return int(line)

    def send_signal(self, number):
        """Send it a signal, unless it is known to have ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self):
        """End it at once."""
        self.send_signal(signal.SIGKILL)


class WarmProcess:
    """What forks the commands. One serves all tests of a pytest process."""

    def __init__(self, address):
        self._address = address

    def start(self, command, arguments, *, environment, folder, streams):
        """Start a console script and return it running.

        Args:
            command: Its name.
            arguments: What follows the name.
            environment: All its environment variables.
            folder: Its working directory.
            streams: Files or descriptors for stdin, stdout and stderr; `subprocess.PIPE` for
                stdout makes a pipe whose other end the result has.
        """
        request = {
            "command": command,
            "arguments": [command, *map(str, arguments)],
            "environment": environment,
            "folder": str(folder),
        }
        read_end, streams = _with_pipe(streams)
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self._address)
        socket.send_fds(connection, [json.dumps(request).encode()], streams)
        if read_end is None:
            return Forked(connection, None)
        os.close(streams[1])
        return Forked(connection, os.fdopen(read_end, encoding="utf-8"))

    def run(self, command, arguments, *, environment, folder, stdin, timeout):
        """Run a console script to its end and return the `CompletedProcess`."""
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8") as given,
            tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as out,
            tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as err,
        ):
            given.write(stdin)
            given.seek(0)
            with self.start(
                command,
                arguments,
                environment=environment,
                folder=folder,
                streams=[file.fileno() for file in (given, out, err)],
            ) as process:
                try:
                    exit_code = process.wait(timeout)
                finally:
                    process.kill()
            texts = [_whole(file) for file in (out, err)]
        return subprocess.CompletedProcess([command, *arguments], exit_code, *texts)


@pytest.fixture(scope="session")
def warm_process(tmp_path_factory):
    """Start the process that forks commands; it ends with the tests."""
    with tempfile.TemporaryDirectory(prefix="oauth-tool-warm-") as folder:
        address = f"{folder}/socket"
        clean = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        measured = {k: v for k, v in os.environ.items() if k.startswith(("COVERAGE_", "COV_CORE_"))}
        with subprocess.Popen(
            [sys.executable, "-u", "-X", "utf8", PROGRAM, address],
            env=clean | measured,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            assert process.stdout.readline() == "ready\n"
            yield WarmProcess(address)
            process.kill()


def _with_pipe(streams):
    if streams[1] is not subprocess.PIPE:
        return None, streams
    read_end, write_end = os.pipe()
    stdin, _, stderr = streams
    return read_end, [stdin, write_end, write_end if stderr is subprocess.STDOUT else stderr]


def _whole(file):
    file.seek(0)
    return file.read()

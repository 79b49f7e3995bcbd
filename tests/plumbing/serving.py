"""`oauth-tool test-server` as a process of its own, stopped as a person or a supervisor would."""

import os
import queue
import re
import signal
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.plumbing.commands import TIMEOUT_SECONDS, environment_of_home

ADDRESS = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\[::1\]):\d+[^\s\"'<>]*")
_END = None


class Server:
    """A running test-server.

    Attributes:
        url: The first address that it printed: the client's start page.
        process: The process itself.
    """

    def __init__(self, process):
        self.process = process
        self._arriving = queue.SimpleQueue()
        self._seen = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.url = self.wait_for(ADDRESS)[0]

    @property
    def output(self):
        """All that it has printed so far, stdout and stderr as they came."""
        return "".join(self._seen)

    @property
    def urls(self):
        """All addresses that it has printed so far, in that order, each once."""
        return list(dict.fromkeys(ADDRESS.findall(self.output)))

    @property
    def exit_code(self):
        """Its exit code, None while it runs."""
        return self.process.poll()

    def wait_for(self, pattern):
        """Return the match of a regular expression in the next line that has one."""
        while (line := self._arriving.get(timeout=TIMEOUT_SECONDS)) is not _END:
            if found := re.search(pattern, line):
                return found
        pytest.fail(f"the server ended before it printed {pattern}:\n{self.output}", pytrace=False)

    def stop(self, with_signal=signal.SIGTERM):
        """Stop it with a signal and return its exit code, once it has ended by itself."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        self.process.wait(timeout=TIMEOUT_SECONDS)
        self._reader.join(timeout=TIMEOUT_SECONDS)
        return self.process.returncode

    def _read(self):
        for line in self.process.stdout:
            self._seen.append(line)
            self._arriving.put(line)
        self._arriving.put(_END)


@pytest.fixture
def serving(command_environment, tmp_path, warm_process):
    """Return a context manager: `with serving("--option", …) as server:` starts one and stops it.

    It listens on free ports. Leaving the block stops it with SIGTERM if it still runs.
    """

    @contextmanager
    def serve(*arguments, env=None):
        environment = command_environment | (env or {})
        with _test_server(warm_process, environment, tmp_path, arguments) as server:
            yield server

    return serve


@pytest.fixture(scope="module")
def shared_server(warm_process, tmp_path_factory):
    """Run one test server for all tests of a module: each browser has a session of its own."""
    with shared_by_tests(warm_process, tmp_path_factory.mktemp("shared"), "autogpt") as server:
        yield server


@contextmanager
def shared_by_tests(warm_process, folder, profile):
    """Run a test server with the embedded platform of a profile, and a home of its own."""
    environment = environment_of_home(folder)
    arguments = ("--profile", profile, "--platform-port", "0", "--no-browser")
    with _test_server(warm_process, environment, folder, arguments) as server:
        server.wait_for("Press Ctrl-C to stop")
        yield server


@contextmanager
def _test_server(warm_process, environment, folder, arguments):
    with (
        Path(os.devnull).open() as nothing,
        warm_process.start(
            "oauth-tool",
            ["test-server", "--port", "0", *arguments],
            environment=environment,
            folder=folder,
            streams=[nothing.fileno(), subprocess.PIPE, subprocess.STDOUT],
        ) as process,
    ):
        try:
            server = Server(process)
            yield server
            server.stop()
        finally:
            process.kill()

"""The commands as their users start them: real processes with an empty home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# What a process needs to start at all, and what measures the coverage of its code.
INHERITED = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")
INHERITED_PREFIXES = ("COVERAGE_", "COV_CORE_")
TIMEOUT_SECONDS = 60


@pytest.fixture
def home(tmp_path):
    """Return an empty folder, the home of every command that the test starts."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def command_environment(home):
    """Return the environment variables of a user who has configured nothing."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name in INHERITED or name.startswith(INHERITED_PREFIXES)
    }
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
    return inherited | homes | {"PYTHONUTF8": "1"}


@pytest.fixture
def run_command(command_environment, tmp_path):
    """Return a function that runs a console script and returns the `CompletedProcess`."""

    def run(name, *arguments, stdin="", env=None, cwd=tmp_path):
        return subprocess.run(
            [program(name), *map(str, arguments)],
            input=stdin,
            env=command_environment | (env or {}),
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )

    return run


def program(name):
    """Return the path of a console script that is installed beside the running Python."""
    suffix = ".exe" if os.name == "nt" else ""
    return Path(sys.executable).with_name(name + suffix)

"""The commands as their users start them: real processes with an empty home.

Where the machine can fork they start from a process that has everything imported, see `warm.py`.
"""

import os
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
    return environment_of_home(home)


def environment_of_home(home):
    """Return the environment variables of a user with this home, and nothing configured."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name in INHERITED or name.startswith(INHERITED_PREFIXES)
    }
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home))
    return inherited | homes | {"PYTHONUTF8": "1"}


@pytest.fixture
def run_command(command_environment, tmp_path, warm_process):
    """Return a function that runs a console script and returns the `CompletedProcess`."""

    def run(name, *arguments, stdin="", env=None, cwd=tmp_path):
        return warm_process.run(
            name,
            arguments,
            environment=command_environment | (env or {}),
            folder=cwd,
            stdin=stdin,
            timeout=TIMEOUT_SECONDS,
        )

    return run


def program(name):
    """Return the path of a console script that is installed beside the running Python."""
    suffix = ".exe" if os.name == "nt" else ""
    return Path(sys.executable).with_name(name + suffix)

"""``oauth-tool platform`` as its users start it: a process of its own."""

import json
import re
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

# By its module, so that the tests do not depend on the list of commands.
PROGRAM = """
import sys
from oauth_tool.cli.platform import platform
from tool_cli.running import run
sys.exit(run(platform, name="oauth-tool platform"))
"""
COMMAND = [sys.executable, "-c", PROGRAM]
PATIENCE_SECONDS = 30


@pytest.fixture
def run(command_environment, tmp_path):
    def call(*arguments, env=None):
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            env=command_environment | (env or {}),
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    return call


@pytest.fixture
def started(command_environment, tmp_path):
    """Return a context manager: the process, and what it printed until it was ready."""

    @contextmanager
    def start(*arguments):
        with subprocess.Popen(
            [*COMMAND, "--port", "0", *map(str, arguments)],
            env=command_environment | {"PYTHONUNBUFFERED": "1"},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        ) as process:
            try:
                lines = []
                for line in process.stdout:
                    lines.append(line)
                    if "Ctrl-C" in line:
                        break
                yield process, "".join(lines)
            finally:
                process.kill()

    return start


def url_in(text):
    return re.search(r"http://127\.0\.0\.1:\d+", text)[0]


def test_it_answers_and_its_clock_is_moved_from_the_shell(started, run):
    with started() as (process, text):
        url, token = url_in(text), re.search(r"Control token  (\S{43})", text)[1]
        with urllib.request.urlopen(f"{url}/healthz") as response:
            assert json.load(response) == {"status": "ok"}

        moved = run(
            *("clock", "advance", "30d", "--url", url), env={"OAUTH_TOOL_CONTROL_TOKEN": token}
        )
        forged = run(
            *("clock", "advance", "1s", "--url", url), env={"OAUTH_TOOL_CONTROL_TOKEN": "x" * 43}
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 0
    with started() as (_, text):
        token = re.search(r"Control token  (\S{43})", text)[1]
        reset = run(
            *("clock", "reset", "--url", url_in(text)), env={"OAUTH_TOOL_CONTROL_TOKEN": token}
        )

    assert moved.returncode == 0, moved.stderr
    assert moved.stdout.startswith("It is 2")
    assert "Clock          ahead by 30 days" in text
    assert reset.stdout[:16] < moved.stdout[:16]
    assert forged.returncode == 3
    assert "the control token is missing or wrong" in forged.stderr
    assert "x" * 43 not in forged.stderr


def test_the_token_is_in_a_private_file_as_long_as_it_is_worth_something(started, run, tmp_path):
    file = tmp_path / "token"
    with started("--control-token-file", file) as (process, text):
        moved = run("clock", "advance", "1s", "--url", url_in(text), "--control-token-file", file)
        mode, token = stat.S_IMODE(file.stat().st_mode), file.read_text().strip()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0

    assert moved.returncode == 0, moved.stderr
    assert mode == 0o600
    assert token not in text
    assert not file.exists()


def test_a_fault_can_be_there_from_the_start(started):
    with (
        started("--fault", "503@resource") as (_, text),
        pytest.raises(urllib.error.HTTPError, match="503") as caught,
    ):
        urllib.request.urlopen(f"{url_in(text)}/external-api/v1/me")
    caught.value.close()


@pytest.mark.parametrize(
    ("arguments", "env", "why"),
    [
        (["--fault", "nope@token"], {}, "there is no fault 'nope'"),
        (["--port", "0"], {"OAUTH_TOKEN_CLEANUP_INTERVAL_HOURS": "25"}, "whole hours from 1 to 24"),
        (["clock", "advance", "1s"], {}, "there is no control token"),
        (["clock", "advance", "soon"], {}, "no length of time"),
    ],
)
def test_a_wrong_call_is_explained(run, arguments, env, why):
    done = run(*arguments, env=env)

    assert done.returncode == 2
    assert why in done.stderr


def test_a_short_key_of_the_users_tokens_is_refused(run, tmp_path):
    (tmp_path / "key").write_text("secret\n")

    done = run("--port", "0", "--user-token-key-file", tmp_path / "key")

    assert done.returncode == 2
    assert "HS256 needs 32 characters" in done.stderr
    assert "secret" not in done.stderr


def test_a_platform_that_is_not_there_is_named(run):
    done = run(
        *("clock", "advance", "1s", "--url", "http://127.0.0.1:9"),
        env={"OAUTH_TOOL_CONTROL_TOKEN": "x"},
    )

    assert done.returncode == 3
    assert "http://127.0.0.1:9" in done.stderr

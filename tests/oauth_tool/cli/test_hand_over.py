import io
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from dotenv import dotenv_values
from pyrage import x25519
from tests.plumbing.commands import program
from tests.plumbing.platform_database import OWNER_ID

APP = (
    "register",
    "--name",
    'O\'Brien "x" \n',
    "--redirect-uri",
    "https://app.example/cb",
    "--scope",
    "IDENTITY",
)


@pytest.fixture
def oauth_tool(run_command):
    return lambda *arguments, **options: run_command("oauth-tool", *arguments, **options)


@pytest.fixture
def apps(home):
    """Return a function that counts the apps in the local store."""

    def count():
        counts = []
        for path in home.rglob("*.sqlite3"):
            connection = sqlite3.connect(path)
            counts += connection.execute('SELECT count(*) FROM "OAuthApplication"').fetchone()
            connection.close()
        return sum(counts)

    return count


@pytest.fixture
def receiver(tmp_path):
    """Return the public and the private key file of an RSA pair."""
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "RSA", "-quiet", "-out", private], check=True
    )
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True)
    return public, private


def script(tmp_path, code):
    """Return a command line that runs some Python."""
    path = tmp_path / "command.py"
    path.write_text(code)
    return f"{sys.executable} {path}"


def one_line(done):
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


READERS = {
    "json": json.loads,
    "yaml": yaml.safe_load,
    "dotenv": lambda text: {
        name.removeprefix("OAUTH_").lower(): value
        for name, value in dotenv_values(stream=io.StringIO(text)).items()
    },
}


@pytest.mark.parametrize("name", READERS)
def test_a_report_is_read_by_programs(oauth_tool, name):
    done = oauth_tool(*APP, "--format", name)

    report = READERS[name](done.stdout)
    assert report["client_id"].startswith("agpt_client_")
    assert report["client_secret"].startswith("agpt_secret_")


def test_a_shell_takes_a_report_as_its_environment(oauth_tool):
    done = oauth_tool(*APP, "--format", "env")

    said = subprocess.run(
        ["sh", "-c", f'{done.stdout}\nenv | grep -c "^OAUTH_CLIENT_SECRET=agpt_secret_"'],
        capture_output=True,
        check=True,
        text=True,
    )
    assert said.stdout == "1\n"


def test_a_command_gets_the_report_and_the_operator_does_not(oauth_tool, apps, tmp_path):
    command = script(
        tmp_path,
        "import sys\ntext = sys.stdin.read()\nopen('got', 'w').write(text)\nprint(text)\n"
        "print(text, file=sys.stderr)",
    )

    done = oauth_tool(*APP, "--format", "json", "--pipe-to", command)

    assert done.returncode == 0, done.stderr
    got = json.loads((tmp_path / "got").read_text())
    assert got["client_secret"].startswith("agpt_secret_")
    shown = json.loads(done.stdout)
    assert shown == {
        "client_id": got["client_id"],
        "client_secret_handed_to": Path(sys.executable).name,
    }
    assert done.stderr == ""
    assert apps() == 1


def test_a_command_that_fails_leaves_no_app(oauth_tool, apps, tmp_path):
    command = script(tmp_path, "import sys\nsys.exit('no: ' + sys.stdin.read())")

    done = oauth_tool(*APP, "--format", "json", "--pipe-to", command)

    assert done.returncode == 3
    assert "ended with exit code 1" in one_line(done)
    assert "everything was undone" in done.stderr
    assert "agpt_secret_" not in done.stdout + done.stderr
    assert apps() == 0


def test_a_command_that_fails_leaves_no_app_on_a_platform(
    oauth_tool, platform_database, psql, tmp_path
):
    url = platform_database()

    done = oauth_tool(*APP, "--owner-id", OWNER_ID, "--database", url, "--pipe-to", "false")

    assert done.returncode == 3
    assert psql('SELECT count(*) FROM platform."OAuthApplication"') == "0\n"


def test_sql_comes_only_after_the_secret_was_handed_over(oauth_tool):
    done = oauth_tool(*APP, "--owner-id", "x", "--sql", "--pipe-to", "false")

    assert done.returncode == 3
    assert done.stdout == ""


def test_ctrl_c_while_the_command_runs_leaves_no_app(command_environment, apps, tmp_path):
    command = script(
        tmp_path, "import sys, time\nsys.stdin.read()\nopen('begun', 'w')\ntime.sleep(60)"
    )
    with subprocess.Popen(
        [program("oauth-tool"), *APP, "--pipe-to", command],
        env=command_environment,
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 30
        while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
            pass
        assert apps() == 1
        os.killpg(process.pid, signal.SIGINT)
        shown, said = process.communicate(timeout=30)

    assert process.returncode == 130
    assert said.strip() == b"Stopped."
    assert shown == b""
    assert apps() == 0


def test_a_report_that_nobody_reads_is_an_error_and_leaves_no_app(
    command_environment, apps, tmp_path
):
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "wb") as nobody:
        done = subprocess.run(
            [program("oauth-tool"), *APP],
            env=command_environment,
            cwd=tmp_path,
            stdout=nobody,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    assert done.returncode == 3
    assert "nobody reads stdout" in one_line(done)
    assert apps() == 0


def test_the_receiver_alone_reads_an_encrypted_report(oauth_tool, receiver):
    public, private = receiver

    done = oauth_tool(*APP, "--format", "json", "--encrypt-to", public)

    assert "agpt_secret_" not in done.stdout + done.stderr
    assert "client_secret_encrypted_to" in done.stderr
    opened = oauth_tool("open-secret", "-", "--key", private, stdin=done.stdout)
    report = json.loads(opened.stdout)
    assert report["client_secret"].startswith("agpt_secret_")
    assert report["client_id"] in done.stderr


def test_an_encrypted_report_can_go_to_a_file(oauth_tool, tmp_path):
    identity = x25519.Identity.generate()
    key, path = tmp_path / "key.txt", tmp_path / "report.age"
    key.write_text(f"{identity}\n")

    done = oauth_tool(
        *APP, "--encrypt-to", identity.to_public(), "--secret-file", path, "--format", "json"
    )

    assert json.loads(done.stdout)["client_secret_encrypted_file"] == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "agpt_secret_" not in done.stdout + done.stderr + path.read_text()
    opened = oauth_tool("open-secret", path, "--key", key)
    assert json.loads(opened.stdout)["client_secret"].startswith("agpt_secret_")


def test_an_encrypted_report_can_go_to_a_command(oauth_tool, receiver, tmp_path):
    public, private = receiver

    done = oauth_tool(
        *APP,
        "--encrypt-to",
        public,
        "--pipe-to",
        script(tmp_path, "open('got', 'w').write(input())"),
    )

    assert done.returncode == 0, done.stderr
    opened = oauth_tool("open-secret", "got", "--key", private)
    assert "agpt_secret_" in opened.stdout


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--secret-file", "x", "--pipe-to", "cat"), 2, "--pipe-to exclude one another"),
        (("--pipe-to", "no-such-program"), 2, "no command 'no-such-program'"),
        (("--pipe-to", "sh 'x"), 2, "cannot be read"),
        (("--secret-file", "no/x"), 3, "there is no folder"),
        (("--encrypt-to", "missing.pem"), 3, "cannot read the key file missing.pem"),
        (("--encrypt-to", "age1x"), 2, "recipients of age"),
        (("--format", "dotenv", "--name", "${X}"), 2, "OAUTH_APP_NAME holds a $"),
        (("--format", "xml"), 2, "'xml'"),
    ],
)
def test_what_cannot_work_is_one_line_before_anything_is_stored(
    oauth_tool, apps, options, code, words
):
    done = oauth_tool(*APP, *options)

    assert done.returncode == code
    assert words in one_line(done)
    assert done.stdout == ""
    assert apps() == 0

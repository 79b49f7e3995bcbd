import json
import os
import pty
import subprocess

import pytest
from tests.plumbing.commands import program

from oauth_tool.oauth.credentials import Secret, SecretHash, matches
from oauth_tool.profiles.loading import load_profile

SECRET = "agpt_secret_tëst"


@pytest.fixture
def oauth_tool(run_command):
    return lambda *arguments, **options: run_command("oauth-tool", *arguments, **options)


def is_of(secret, digest, salt):
    cost = load_profile("autogpt").credentials.scrypt
    return matches(Secret(secret), SecretHash(digest=digest, salt=salt), cost)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_secret_from_stdin_is_hashed_without_its_line_break(oauth_tool, end):
    done = oauth_tool("hash-secret", "-", stdin=SECRET + end)

    (_, digest), (_, salt) = (line.split() for line in done.stdout.splitlines())
    assert is_of(SECRET, digest, salt)
    assert done.stderr == ""


def test_only_one_line_break_is_taken_away(oauth_tool):
    done = oauth_tool("hash-secret", "-", "--format", "json", stdin=f"{SECRET}\n\n")

    kept = json.loads(done.stdout)
    assert is_of(f"{SECRET}\n", kept["hash"], kept["salt"])


def test_json_names_algorithm_and_cost(oauth_tool):
    done = oauth_tool("hash-secret", "--format", "json", env={"OAUTH_TOOL_SECRET": SECRET})

    kept = json.loads(done.stdout)
    assert is_of(SECRET, kept.pop("hash"), kept.pop("salt"))
    assert kept == {"algorithm": "scrypt", "n": 16384, "r": 8, "p": 1}


def test_an_argument_still_works_with_a_warning(oauth_tool):
    done = oauth_tool("hash-secret", SECRET)

    assert done.returncode == 0
    (warning,) = done.stderr.splitlines()
    assert warning.startswith("Warning: ")
    assert "history" in warning
    assert SECRET not in done.stderr


@pytest.mark.parametrize("secret", ["hunter2", "AGPT_secret", " agpt_secret_x"])
def test_what_no_platform_would_take_is_refused_and_not_repeated(oauth_tool, secret):
    done = oauth_tool("hash-secret", "-", stdin=secret)

    assert done.returncode == 2
    assert "does not begin with 'agpt_'" in done.stderr
    assert secret not in done.stderr + done.stdout
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (("hash-secret",), "", "no terminal to ask on"),
        (("hash-secret", "-"), "", "no secret on stdin"),
        (("hash-secret", "-", "--profile", "nobody"), SECRET, "profile"),
        (("hash-secret", "a", "b"), "", "unexpected extra argument"),
    ],
)
def test_what_is_wrong_is_one_line(oauth_tool, arguments, stdin, words):
    done = oauth_tool(*arguments, stdin=stdin)

    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_stdin_that_is_no_text_is_named_and_not_repeated(command_environment):
    done = subprocess.run(
        [program("oauth-tool"), "hash-secret", "-"],
        input=b"agpt_\xff\xfe",
        env=command_environment,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith(b"Error: the secret on stdin is not UTF-8")


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_on_a_terminal_it_is_asked_for_and_not_echoed(command_environment, arguments):
    shown = typed_on_a_terminal(
        [program("oauth-tool"), "hash-secret", *arguments], f"{SECRET}\n", command_environment
    )

    assert "Secret:" in shown
    assert SECRET not in shown
    digest, salt = (line.split()[1] for line in shown.splitlines()[-2:])
    assert is_of(SECRET, digest, salt)


def typed_on_a_terminal(command, typed, environment):
    """Run a command, type once it has asked, and return what the terminal showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment | {"TERM": "dumb"}
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
                if shown.endswith(b": "):
                    os.write(ours, typed.encode())
        except OSError:
            pass  # that is how Linux says that the other side has closed its terminal
        os.close(ours)
    assert process.returncode == 0, shown
    return shown.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hash-secret", "-"], "there is no secret on stdin"),
        (["apps", "verify-secret", "app"], "no terminal to ask on"),
        (["open-secret", "--key", "nowhere", "-"], "cannot read the key file nowhere"),
    ],
)
def test_a_closed_stdin_holds_nothing(command_environment, tmp_path, words, said):
    closing = ["sh", "-c", 'exec "$0" "$@" <&-', program("oauth-tool"), *words]

    done = subprocess.run(
        closing, env=command_environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.returncode in {2, 3}
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1

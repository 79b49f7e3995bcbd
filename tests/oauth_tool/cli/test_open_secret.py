import subprocess

import pytest
from pyrage import x25519

from oauth_tool.handing_over.sealing import receiver_from

REPORT = "client_secret  agpt_secret_1"


@pytest.fixture
def oauth_tool(run_command):
    return lambda *arguments, **options: run_command("oauth-tool", *arguments, **options)


@pytest.fixture
def locked(tmp_path):
    """Return a private key with a passphrase, and a report that was encrypted to it."""
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    subprocess.run(
        f"openssl genpkey -algorithm X25519 -aes256 -pass pass:right -out {private} &&"
        f" openssl pkey -in {private} -passin pass:right -pubout -out {public}",
        shell=True,
        check=True,
    )
    return private, receiver_from(str(public)).seal(REPORT)


def test_a_passphrase_comes_from_the_environment(oauth_tool, locked):
    private, sealed = locked

    done = oauth_tool(
        "open-secret", "--key", private, stdin=sealed, env={"OAUTH_TOOL_KEY_PASSPHRASE": "right"}
    )

    assert (done.returncode, done.stdout) == (0, f"{REPORT}\n")


def test_a_wrong_passphrase_is_one_line_that_does_not_repeat_it(oauth_tool, locked):
    private, sealed = locked

    done = oauth_tool(
        "open-secret", "--key", private, stdin=sealed, env={"OAUTH_TOOL_KEY_PASSPHRASE": "wrong!"}
    )

    assert done.returncode == 2
    assert "the passphrase does not open the private key" in done.stderr
    assert "wrong!" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_a_terminal_nobody_is_asked_for_a_passphrase(oauth_tool, locked):
    private, sealed = locked

    done = oauth_tool("open-secret", "--key", private, stdin=sealed)

    assert done.returncode == 2
    assert "OAUTH_TOOL_KEY_PASSPHRASE" in done.stderr


def test_a_changed_report_is_one_clear_line(oauth_tool, tmp_path):
    identity = x25519.Identity.generate()
    key = tmp_path / "key"
    key.write_text(str(identity))
    sealed = receiver_from(str(identity.to_public())).seal(REPORT)

    done = oauth_tool("open-secret", "--key", key, stdin=sealed.replace(sealed[200], "_", 1))

    assert done.returncode == 3
    assert done.stdout == ""
    assert "was changed, or is for another key" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "AGE-SECRET" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--key", "missing"), 3, "cannot read the key file missing"),
        ((), 2, "--key"),
        (("no-file", "--key", "missing"), 2, "no-file"),
    ],
)
def test_what_is_missing_is_named(oauth_tool, arguments, code, words):
    done = oauth_tool("open-secret", *arguments)

    assert done.returncode == code
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1

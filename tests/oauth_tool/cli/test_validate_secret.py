import pytest

SALT = bytes(range(32)).hex()
SECRET = "agpt_secret_test"
HASH = "c82701254879f99fb222f1fb073d2e0d4e2674ff6736e48ba08e01cf46a4936b"


@pytest.fixture
def validate(run_command):
    return lambda *arguments, **options: run_command(
        "oauth-tool", "validate-secret", *arguments, **options
    )


@pytest.mark.parametrize("digest", [HASH, HASH.upper()])
def test_the_right_secret_is_valid(validate, digest):
    done = validate("-", digest, SALT, stdin=f"{SECRET}\n")

    assert (done.returncode, done.stdout, done.stderr) == (0, "valid\n", "")


@pytest.mark.parametrize("secret", ["agpt_secret_tes", "agpt_secret_test ", "hunter2"])
def test_another_secret_is_not(validate, secret):
    done = validate("-", HASH, SALT, stdin=secret)

    assert (done.returncode, done.stdout, done.stderr) == (1, "not valid\n", "")


def test_a_secret_as_argument_still_works_with_a_warning(validate):
    done = validate(SECRET, HASH, SALT)

    assert (done.returncode, done.stdout) == (0, "valid\n")
    assert "history" in done.stderr
    assert SECRET not in done.stderr


def test_the_environment_may_hold_the_secret(validate):
    done = validate(HASH, SALT, env={"OAUTH_TOOL_SECRET": SECRET})

    assert (done.returncode, done.stdout) == (0, "valid\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-", "zz", SALT), "the hash is not 64 hexadecimal digits"),
        (("-", HASH[:-1], SALT), "the hash is not"),
        (("-", f" {HASH[1:]}", SALT), "the hash is not"),
        (("-", HASH, "00"), "the salt is not"),
        (("-", HASH, f"{SALT}\n"), "the salt is not"),
        (("-", HASH), "the hash is not"),
        ((HASH,), "needed are a secret"),
        ((), "needed are a secret"),
        (("-", HASH, SALT, SALT), "needed are a secret"),
        ((HASH, SALT), "no terminal to ask on"),
    ],
)
def test_what_is_malformed_is_one_line(validate, arguments, words):
    done = validate(*arguments)

    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_a_misplaced_secret_is_not_repeated(validate):
    done = validate(HASH, SALT, SECRET)

    assert done.returncode == 2
    assert SECRET not in done.stderr

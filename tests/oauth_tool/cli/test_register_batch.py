import json
import re
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.registering.declaring import InvalidAppsFile, declared_apps

README = Path(__file__).parents[3] / "README.md"


@pytest.fixture(params=["local", "postgresql"])
def url(request, tmp_path):
    """Return the URL of a store of each kind."""
    if request.param == "local":
        return f"sqlite:///{tmp_path}/apps.sqlite3"
    return request.getfixturevalue("platform_database")("extended")


@pytest.fixture
def oauth_tool(run_command, url):
    return lambda *arguments, **options: run_command(
        "oauth-tool", *arguments, env={"OAUTH_TOOL_DATABASE": url}, **options
    )


@pytest.fixture
def declare(tmp_path, url):
    """Write a file that declares apps, and return its path."""

    def write(*apps, **defaults):
        owner = {} if url.startswith("sqlite") else {"owner_id": OWNER_ID}
        common = {"redirect_uris": ["https://app.example/cb"], "scopes": ["IDENTITY"]}
        path = tmp_path / "apps.yaml"
        document = {"defaults": {**common, **owner, **defaults}}
        document["apps"] = apps
        path.write_text(json.dumps(document))  # JSON is YAML
        return path

    return write


ALONE = ("--name", "X", "--redirect-uri", "https://x.example/cb", "--scope", "IDENTITY")
ONE = {"client_id": "one", "name": "One"}
TWO = {"client_id": "two", "name": "Two", "public": True}


def test_what_is_missing_is_registered_and_a_second_run_changes_nothing(oauth_tool, declare):
    path = declare(ONE, TWO)

    first = oauth_tool("register", "--from", path)
    second = oauth_tool("register", "--from", path)

    assert first.returncode == 0, first.stderr
    assert [app["client_id"] for app in json.loads(first.stdout)] == ["one"]
    assert "2 to register, 0 to change, 0 as declared." in first.stderr
    assert second.stdout == ""
    assert "0 to register, 0 to change, 2 as declared." in second.stderr


def test_what_differs_is_changed_and_keeps_its_secret(oauth_tool, declare):
    first = oauth_tool("register", "--from", declare(ONE))
    secret = json.loads(first.stdout)[0]["client_secret"]

    changed = {**ONE, "name": "Uno", "active": False, "scopes": ["READ_GRAPH"]}
    done = oauth_tool("register", "--from", declare(changed))

    assert done.returncode == 0, done.stderr
    assert "name: One → Uno" in done.stderr
    shown = json.loads(oauth_tool("apps", "show", "one", "--format", "json").stdout)
    assert (shown["name"], shown["is_active"], shown["scopes"]) == ("Uno", False, ["READ_GRAPH"])
    assert secret not in done.stdout + done.stderr


def test_a_plan_changes_nothing_until_somebody_agrees(oauth_tool, declare):
    path = declare(ONE)

    planned = oauth_tool("register", "--from", path, "--plan")
    assert "+ one  One" in planned.stdout
    assert json.loads(oauth_tool("apps", "list", "--format", "json").stdout) == []

    agreed = oauth_tool("register", "--from", path, "--plan", "--yes")
    assert agreed.returncode == 0, agreed.stderr
    assert len(json.loads(oauth_tool("apps", "list", "--format", "json").stdout)) == 1


def test_the_secrets_of_a_batch_can_go_to_one_private_file(oauth_tool, declare, tmp_path):
    path = tmp_path / "secrets.json"

    done = oauth_tool("register", "--from", declare(ONE), "--secret-file", path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text())[0]["client_id"] == "one"
    assert "agpt_secret_" not in done.stdout + done.stderr


def test_a_batch_with_one_bad_app_registers_none(oauth_tool, declare):
    bad = {"client_id": "bad", "name": "Bad", "redirect_uris": ["javascript:x"]}

    done = oauth_tool("register", "--from", declare(ONE, bad))

    assert done.returncode == 2
    assert "bad: redirect URI 'javascript:x' has the scheme" in done.stderr
    assert json.loads(oauth_tool("apps", "list", "--format", "json").stdout) == []


def test_a_batch_whose_secrets_nobody_takes_is_undone(oauth_tool, declare):
    done = oauth_tool("register", "--from", declare(ONE), "--pipe-to", "false")

    assert done.returncode == 3
    assert json.loads(oauth_tool("apps", "list", "--format", "json").stdout) == []


def test_an_app_does_not_become_public_afterwards(oauth_tool, declare):
    oauth_tool("register", "--from", declare(ONE))

    done = oauth_tool("register", "--from", declare({**ONE, "public": True}))

    assert done.returncode == 2
    assert "one: an app cannot become public" in done.stderr


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("- x", "1:1: this is not a mapping"),
        (
            "apps:\n- client_id: a b\n  name: A\n  scopes: []\n",
            "2:3: apps[0].client_id: 'a b' is not",
        ),
        ("apps:\n- name: A\n  scopes: []\n", "2:3: apps[0].client_id: this is missing"),
        ("apps:\n- {client_id: a, name: A, scopes: [], secret: x}\n", "apps[0].secret: nothing of"),
        (
            "apps:\n- {client_id: a, name: A, scopes: []}\n- {client_id: a, name: B, scopes: []}\n",
            "3:4: apps[1].client_id: the app a is declared already, as number 1",
        ),
        ("apps:\n- {client_id: a, name: A}\n", "2:3: apps[0].scopes: this is missing"),
        ("apps: [}\n", "this is not YAML"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_its_place(tmp_path, text, mistake):
    path = tmp_path / "apps.yaml"
    path.write_text(text)

    with pytest.raises(InvalidAppsFile) as caught:
        declared_apps(path, "owner")

    assert f"{path}:" in caught.value.message
    assert mistake in caught.value.message


def test_every_mistake_in_the_file_is_told(run_command, tmp_path):
    path = tmp_path / "apps.yaml"
    path.write_text("apps:\n- {client_id: a b, name: A}\n- {nme: B}\n")

    done = run_command("oauth-tool", "register", "--from", path)

    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert len(lines) == 5
    assert all(line.startswith(f"{path}:") for line in lines[:4])
    assert lines[4].startswith(f"Error: {path} has 4 mistakes, the first at {path}:2:4: apps[0]")


def test_the_example_in_the_readme_declares_apps(tmp_path):
    path = tmp_path / "apps.yaml"
    (example,) = re.findall(r"```yaml\n(defaults:.*?)```", README.read_text(), re.DOTALL)
    path.write_text(example)

    declared = declared_apps(path, "owner")

    assert [app.form.client_id for app in declared] == ["shop", "phone"]


@given(data=st.binary(max_size=200))
def test_no_file_makes_the_reader_crash(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzzed.yaml"
    path.write_bytes(b"apps:\n" + data)

    with suppress(InvalidAppsFile):
        assert all(app.form.client_id for app in declared_apps(path, "owner"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "{file}", "--name", "X"], "so --name would be ignored"),
        (["--from", "{file}", "--public"], "so --public would be ignored"),
        (["--from", "{file}", "--scopes", "IDENTITY"], "so --scopes would be ignored"),
        (["--plan", *ALONE], "--plan is for --from alone; --dry-run tries one app"),
    ],
)
def test_what_would_be_ignored_is_refused(oauth_tool, declare, arguments, said):
    file = declare(ONE)

    done = oauth_tool("register", *[word.format(file=file) for word in arguments])

    assert done.returncode == 2
    assert said in done.stderr
    assert json.loads(oauth_tool("apps", "list", "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "other", [("--sql",), ("--print-only",), ("--dry-run",), ("--issuer", "https://id.example")]
)
def test_an_app_goes_to_one_place(oauth_tool, declare, other):
    done = oauth_tool("register", "--from", declare(ONE), *other)

    assert done.returncode == 2
    assert "exclude one another" in done.stderr

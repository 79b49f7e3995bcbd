import json
import sqlite3
from pathlib import Path

import pytest
import yaml

from oauth_tool.profiles.shipped import SHIPPED, shipped_document

DATABASE = Path(__file__).parents[3] / "fixtures" / "profiles" / "databases" / "rfc.sql"
MINE = "extends: rfc\nname: mine\ntitle: My own\n"
APP = (
    *("register", "--name", "App", "--redirect-uri", "https://app.example/cb"),
    *("--scope", "openid", "--format", "json"),
)


@pytest.fixture
def oauth_tool(run_command):
    return lambda *arguments, **options: run_command("oauth-tool", *arguments, **options)


@pytest.fixture
def folder(home):
    """The user's own folder on Linux, empty."""
    folder = home / ".config" / "oauth-tool" / "profiles"
    folder.mkdir(parents=True)
    return folder


def test_the_shipped_profiles_are_listed(oauth_tool):
    done = oauth_tool("profiles", "list")

    assert done.stdout.splitlines() == [
        "name     title                        from",
        "autogpt  AutoGPT platform             this tool",
        "rfc      Standard OAuth 2.1 platform  this tool",
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_a_users_own_profiles_are_listed_even_if_they_are_wrong(oauth_tool, folder):
    (folder / "mine.yaml").write_text(MINE)
    (folder / "wrong.yaml").write_text("name: [\n")

    done = oauth_tool("profiles", "list", "--format", "json")

    listed = {profile["name"]: profile for profile in json.loads(done.stdout)}
    assert list(listed) == ["autogpt", "rfc", "mine", "wrong"]
    assert listed["mine"]["title"] == "My own"
    assert listed["mine"]["problem"] is None
    assert "this is not YAML" in listed["wrong"]["problem"]
    assert "it has mistakes" in oauth_tool("profiles", "list").stdout


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize(("form", "read"), [("yaml", yaml.safe_load), ("json", json.loads)])
def test_a_whole_profile_is_shown(oauth_tool, name, form, read):
    done = oauth_tool("profiles", "show", name, "--format", form)

    assert read(done.stdout) == shipped_document(name)


def test_what_is_shown_of_an_extended_profile_is_a_right_profile(oauth_tool, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(MINE)

    shown = oauth_tool("profiles", "show", file)
    file.write_text(shown.stdout)

    assert "extends" not in yaml.safe_load(shown.stdout)
    assert oauth_tool("profiles", "show", file).stdout == shown.stdout


def test_a_right_file_ends_with_exit_code_0(oauth_tool, tmp_path):
    (tmp_path / "mine.yaml").write_text(MINE)

    done = oauth_tool("profiles", "check", "mine.yaml")

    assert (done.returncode, done.stdout, done.stderr) == (0, "mine.yaml: no mistakes\n", "")


def test_mistakes_are_printed_one_a_line_and_end_with_exit_code_1(oauth_tool, tmp_path):
    (tmp_path / "mine.yaml").write_text(f"{MINE}wire: soap\ntitel: x\n")
    (tmp_path / "list.yaml").write_text("- x\n")

    done = oauth_tool("profiles", "check", "mine.yaml", "list.yaml")

    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == [
        "mine.yaml:4:1",
        "mine.yaml:5:1",
        "list.yaml:1:1",
    ]
    assert done.stderr == "Error: 3 mistakes found.\n"


def test_mistakes_are_data_for_programs(oauth_tool, tmp_path):
    (tmp_path / "mine.yaml").write_text(f"{MINE}endpoints: {{token: {{path: 7}}}}\n")

    done = oauth_tool("profiles", "check", "mine.yaml", "--format", "json")

    (mistake,) = json.loads(done.stdout)
    assert mistake["remedy"].startswith("The path below that address")
    assert mistake | {"remedy": ""} == {
        "file": "mine.yaml",
        "line": 4,
        "column": 21,
        "key": "endpoints.token.path",
        "message": "7 is not of type 'string'",
        "remedy": "",
    }


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "missing.yaml"], ["check", "."], ["show", "nobody"]]
)
def test_a_wrong_call_ends_with_exit_code_2(oauth_tool, arguments):
    done = oauth_tool("profiles", *arguments)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_terminal_codes_in_a_file_reach_no_terminal(oauth_tool, tmp_path):
    (tmp_path / "mine.yaml").write_text(f'{MINE}wire: "\\e[31m"\n')

    done = oauth_tool("profiles", "check", "mine.yaml")

    assert "\x1b" not in done.stdout


def test_an_app_of_the_rfc_profile_lands_in_a_store_of_its_own(oauth_tool, home):
    done = oauth_tool(*APP, "--profile", "rfc")

    assert done.returncode == 0, done.stderr
    (path,) = home.rglob("*.sqlite3")
    assert path.name == "rfc.sqlite3"
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT client_id, scopes FROM clients").fetchall() == [
        (json.loads(done.stdout)["client_id"], '["openid"]')
    ]
    connection.close()


def test_the_sql_of_the_rfc_profile_names_its_tables(oauth_tool):
    done = oauth_tool(*APP, "--profile", "rfc", "--owner-id", "owner", "--sql")

    assert done.stdout.startswith('INSERT INTO "public"."clients" ("id", "created_at", ')
    assert "ARRAY['openid']::text[]" in done.stdout


def test_the_sql_of_the_rfc_profile_runs_on_such_a_platform(oauth_tool, psql):
    psql(DATABASE.read_text())

    done = oauth_tool(*APP, "--profile", "rfc", "--owner-id", "owner", "--sql")

    psql(done.stdout)
    assert psql("SELECT name, scopes, secret_scheme FROM clients") == (
        "App|{openid}|scrypt$ln=14,r=8,p=1$32\n"
    )


def test_an_app_of_the_rfc_profile_lands_in_the_database_of_such_a_platform(
    oauth_tool, postgresql, psql
):
    psql(DATABASE.read_text())

    done = oauth_tool(*APP, "--profile", "rfc", "--owner-id", "owner", "--database", postgresql)

    assert done.returncode == 0, done.stderr
    assert psql("SELECT client_id FROM clients").strip() == json.loads(done.stdout)["client_id"]


def test_an_app_is_registered_by_a_profile_of_the_users_own(oauth_tool, home, folder):
    (folder / "mine.yaml").write_text(MINE)

    done = oauth_tool(*APP, "--profile", "mine")

    assert done.returncode == 0, done.stderr
    assert [path.name for path in home.rglob("*.sqlite3")] == ["mine.sqlite3"]


def test_registering_by_a_wrong_profile_ends_with_one_line_and_exit_code_2(oauth_tool, tmp_path):
    (tmp_path / "mine.yaml").write_text(f"{MINE}wire: soap\ntitel: x\n")

    done = oauth_tool(*APP, "--profile", "mine.yaml")

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: mine.yaml has 2 mistakes, the first at mine.yaml:4:1: wire: ")

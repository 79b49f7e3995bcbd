import json
import os
import pty
import sqlite3
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.plumbing.commands import program
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.credentials import Secret, SecretHash, matches
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile

AWKWARD = 'O\'Brien "x" \\ -- ; \n'
COMPLETE = (
    "register",
    "--name",
    AWKWARD,
    "--redirect-uri",
    "https://app.example/cb?x='1',2",
    "--scope",
    "IDENTITY",
)
FOR_OWNER = (*COMPLETE, "--owner-id", OWNER_ID)


@pytest.fixture
def oauth_tool(run_command):
    return lambda *arguments, **options: run_command("oauth-tool", *arguments, **options)


def one_line(done):
    lines = done.stderr.splitlines()
    assert len(lines) == 1
    assert "Traceback" not in done.stderr
    return lines[0]


def test_an_app_lands_in_the_local_store_with_only_a_hash_of_its_secret(oauth_tool, home):
    done = oauth_tool(*COMPLETE, "--format", "json")

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    (path,) = home.rglob("autogpt.sqlite3")
    with sqlite3.connect(path) as connection:
        row = connection.execute(
            'SELECT name, "clientId", "clientSecret", "clientSecretSalt", "redirectUris"'
            ' FROM "OAuthApplication"'
        ).fetchone()
    connection.close()
    assert row[:2] == (AWKWARD, report["client_id"])
    assert json.loads(row[4]) == ["https://app.example/cb?x='1',2"]
    kept = SecretHash(digest=row[2], salt=row[3])
    cost = load_profile("autogpt").credentials.scrypt
    assert matches(Secret(report["client_secret"]), kept, cost)
    assert report["client_secret"].encode() not in path.read_bytes()


def test_the_local_store_is_private_to_its_owner(oauth_tool, home):
    oauth_tool(*COMPLETE)

    (path,) = home.rglob("autogpt.sqlite3")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_text_shows_the_secret_once_and_says_that_it_is_gone_after(oauth_tool):
    done = oauth_tool(*COMPLETE)

    assert done.stdout.count("agpt_secret_") == 1
    assert "cannot be shown again" in done.stdout


def test_lists_with_commas_and_repeated_options_add_up(oauth_tool):
    done = oauth_tool(
        *COMPLETE,
        "--redirect-uris",
        "https://a.example/1, https://a.example/2",
        "--scopes",
        "READ_GRAPH,IDENTITY",
        "--grant-types",
        "authorization_code",
        "--format",
        "json",
    )

    report = json.loads(done.stdout)
    assert report["redirect_uris"] == [
        "https://app.example/cb?x='1',2",
        "https://a.example/1",
        "https://a.example/2",
    ]
    assert report["scopes"] == ["IDENTITY", "READ_GRAPH"]
    assert report["grant_types"] == ["authorization_code"]


def test_an_empty_list_of_grants_means_those_of_the_profile(oauth_tool):
    done = oauth_tool(*COMPLETE, "--grant-types", "", "--format", "json")

    assert json.loads(done.stdout)["grant_types"] == ["authorization_code", "refresh_token"]


@pytest.mark.parametrize("edition", ["plain", "extended"])
def test_printed_sql_runs_as_it_is_and_holds_no_secret(
    oauth_tool, platform_database, psql, edition
):
    platform_database(edition)

    done = oauth_tool(*FOR_OWNER, "--sql")

    assert "agpt_secret_" not in done.stdout
    assert done.stderr.count("agpt_secret_") == 1
    psql(done.stdout)
    assert psql(
        'SELECT name, "redirectUris", scopes, "ownerId" FROM platform."OAuthApplication"'
    ) == (f"{AWKWARD}|{{\"https://app.example/cb?x='1',2\"}}|{{IDENTITY}}|{OWNER_ID}\n")


def test_printed_sql_is_plain_ascii_whatever_the_name(oauth_tool):
    done = oauth_tool(*FOR_OWNER, "--description", "né 🚀", "--sql")

    assert done.stdout.isascii()
    assert "\\u00E9" in done.stdout


def test_a_platforms_own_database_takes_the_app(oauth_tool, platform_database, psql):
    url = platform_database("extended")

    done = oauth_tool(*FOR_OWNER, "--format", "json", env={"OAUTH_TOOL_DATABASE": url})

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert psql('SELECT "clientId", "isPublic" FROM platform."OAuthApplication"') == (
        f"{report['client_id']}|f\n"
    )


def test_an_owner_that_does_not_exist_is_named_and_nothing_is_stored(
    oauth_tool, platform_database, psql
):
    url = platform_database()

    done = oauth_tool(*COMPLETE, "--owner-id", "nobody", "--database", url)

    assert done.returncode == 2
    assert "there is no user 'nobody'" in one_line(done)
    assert psql('SELECT count(*) FROM platform."OAuthApplication"') == "0\n"


def test_printed_sql_can_be_taken_back(oauth_tool, platform_database, psql):
    platform_database()
    sql = oauth_tool(*FOR_OWNER, "--sql").stdout
    insertion, comment = sql.splitlines()
    psql(insertion)

    psql(comment.removeprefix("-- To take it back: "))

    assert psql('SELECT count(*) FROM platform."OAuthApplication"') == "0\n"


def test_sql_for_sqlite_runs_on_an_embedded_store(oauth_tool, home):
    oauth_tool(*COMPLETE, "--client-id", "first")
    (path,) = home.rglob("autogpt.sqlite3")

    done = oauth_tool(
        *COMPLETE, "--sql", "--dialect", "sqlite", "--owner-id", DEMO_USER_ID, "--client-id", "mine"
    )

    with sqlite3.connect(path) as connection:
        connection.executescript(done.stdout)
    connection.close()
    first, mine = (
        json.loads(oauth_tool("apps", "show", name, "--format", "json").stdout)
        for name in ("first", "mine")
    )
    assert mine["name"] == AWKWARD
    assert {**mine, "client_id": "", "id": "", "created_at": "", "updated_at": ""} == {
        **first,
        "client_id": "",
        "id": "",
        "created_at": "",
        "updated_at": "",
    }


def test_a_dry_run_tries_everything_and_stores_nothing(oauth_tool, platform_database, psql):
    url = platform_database()

    done = oauth_tool(*FOR_OWNER, "--database", url, "--dry-run")

    assert done.returncode == 0, done.stderr
    assert psql('SELECT count(*) FROM platform."OAuthApplication"') == "0\n"
    psql(done.stdout)
    assert psql('SELECT count(*) FROM platform."OAuthApplication"') == "1\n"


def test_a_dry_run_meets_the_errors_of_the_real_run(oauth_tool, platform_database):
    url = platform_database()

    done = oauth_tool(*COMPLETE, "--owner-id", "nobody", "--database", url, "--dry-run")

    assert done.returncode == 2
    assert "there is no user 'nobody'" in one_line(done)


def test_print_only_makes_credentials_and_stores_nothing(oauth_tool, home):
    done = oauth_tool(*COMPLETE, "--print-only", "--format", "json")

    report = json.loads(done.stdout)
    kept = SecretHash(digest=report["client_secret_hash"], salt=report["client_secret_salt"])
    cost = load_profile("autogpt").credentials.scrypt
    assert matches(Secret(report["client_secret"]), kept, cost)
    assert not list(home.rglob("*.sqlite3"))


def test_a_client_id_that_is_taken_is_named(oauth_tool):
    oauth_tool(*COMPLETE, "--client-id", "mine")

    done = oauth_tool(*COMPLETE, "--client-id", "mine")

    assert done.returncode == 2
    assert "a client with the client_id mine is registered already" in one_line(done)


def test_a_public_client_has_no_secret(oauth_tool, platform_database, psql):
    url = platform_database("extended")

    done = oauth_tool(*FOR_OWNER, "--public", "--database", url, "--format", "json")

    report = json.loads(done.stdout)
    assert report["is_public"] is True
    assert "client_secret" not in report
    assert psql('SELECT "isPublic", "clientSecret" FROM platform."OAuthApplication"') == "t|\n"


def test_a_public_client_needs_a_platform_that_knows_them(oauth_tool, platform_database, psql):
    url = platform_database("plain")

    done = oauth_tool(*FOR_OWNER, "--public", "--database", url)

    assert done.returncode == 2
    assert "has no public clients" in one_line(done)


def test_scopes_are_those_that_the_database_knows(oauth_tool, platform_database, psql):
    url = platform_database()
    psql("""ALTER TYPE platform."APIKeyPermission" ADD VALUE 'BRAND_NEW'""")
    psql("""ALTER TYPE platform."APIKeyPermission" RENAME VALUE 'USE_TOOLS' TO 'GONE'""")

    new = oauth_tool(*FOR_OWNER, "--scope", "BRAND_NEW", "--database", url)
    gone = oauth_tool(*FOR_OWNER, "--scope", "USE_TOOLS", "--database", url)

    assert new.returncode == 0, new.stderr
    assert gone.returncode == 2
    assert "unknown scope 'USE_TOOLS'" in one_line(gone)


def test_of_many_processes_that_register_one_client_id_one_wins_and_the_others_are_told(
    oauth_tool, platform_database
):
    url = platform_database()
    rivals = 8  # the store's own test has fifty

    with ThreadPoolExecutor(max_workers=rivals) as pool:
        running = [
            pool.submit(oauth_tool, *FOR_OWNER, "--client-id", "same", "--database", url)
            for _ in range(rivals)
        ]
        outcomes = [one.result() for one in running]

    assert sorted(done.returncode for done in outcomes) == [0] + [2] * (rivals - 1)
    told = "Error: a client with the client_id same is registered already."
    losers = [done.stderr for done in outcomes if done.returncode]
    assert all(error.startswith(told) for error in losers)


def test_the_secret_can_go_to_a_private_file_and_nowhere_else(oauth_tool, tmp_path):
    path = tmp_path / "secret"

    done = oauth_tool(*COMPLETE, "--secret-file", path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().startswith("agpt_secret_")
    assert "agpt_secret_" not in done.stdout + done.stderr


def test_a_secret_file_is_never_overwritten(oauth_tool, tmp_path):
    path = tmp_path / "secret"
    path.write_text("precious")

    done = oauth_tool(*COMPLETE, "--secret-file", path)

    assert done.returncode == 3
    assert "exists already" in one_line(done)
    assert path.read_text() == "precious"


def test_a_failed_registration_leaves_no_secret_file(oauth_tool, tmp_path):
    path = tmp_path / "secret"

    done = oauth_tool(*COMPLETE, "--owner-id", "nobody", "--secret-file", path)

    assert done.returncode == 2
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--scope", "FOO"), 2, "unknown scope 'FOO'"),
        (("--redirect-uri", "javascript:alert(1)"), 2, "has the scheme 'javascript'"),
        (("--grant-type", "password"), 2, "unknown grant type 'password'"),
        (("--profile", "nobody"), 2, "unknown profile 'nobody'"),
        (("--database", "mysql://x"), 2, "unknown scheme 'mysql'"),
        (("--database", "postgresql://[::1"), 2, "cannot be read"),
        (("--database", "postgresql://u:hush@127.0.0.1:1/db"), 3, "127.0.0.1:1/db does not answer"),
        (("--database", "sqlite:////proc/nowhere/x"), 3, "cannot open the database file"),
        (("--nonsense",), 2, "No such option"),
    ],
)
def test_bad_input_is_one_line_that_says_what_and_where(oauth_tool, arguments, code, words):
    owner = ("--owner-id", "x") if "--database" in arguments else ()

    done = oauth_tool(*COMPLETE, *owner, *arguments)

    assert done.returncode == code
    assert done.stdout == ""
    assert words in one_line(done)
    assert "Hint: " in done.stderr
    assert "hush" not in done.stderr


def test_a_database_without_the_platforms_tables_is_named(oauth_tool, postgresql):
    done = oauth_tool(*FOR_OWNER, "--database", postgresql)

    assert done.returncode == 3
    assert 'no table "platform"."User"' in one_line(done)


def test_a_schema_in_the_url_is_where_the_tables_are(oauth_tool, platform_database, psql):
    url = platform_database()
    psql("ALTER SCHEMA platform RENAME TO other;")

    done = oauth_tool(*FOR_OWNER, "--database", f"{url}&schema=other&connection_limit=5")

    assert done.returncode == 0, done.stderr
    assert psql('SELECT count(*) FROM other."OAuthApplication"') == "1\n"


def test_a_table_of_an_unknown_edition_is_named_with_what_it_lacks(
    oauth_tool, platform_database, psql
):
    url = platform_database()
    psql('ALTER TABLE platform."OAuthApplication" DROP COLUMN "clientSecretSalt"')

    done = oauth_tool(*FOR_OWNER, "--database", url)

    assert done.returncode == 3
    assert "has no column clientSecretSalt" in one_line(done)


def test_without_a_terminal_everything_missing_is_named_at_once(oauth_tool):
    done = oauth_tool("register", "--sql")

    assert done.returncode == 2
    assert "missing --name, --redirect-uri, --scope, --owner-id" in one_line(done)


def test_on_a_terminal_what_is_missing_is_asked_for(command_environment):
    answers = ["App", "https://app.example/cb", "", "10, READ_GRAPH", "Says hello"]

    output = on_a_terminal(
        [program("oauth-tool"), "register", "--format", "json"], answers, command_environment
    )

    report = json.loads(output[output.index('{\r\n  "client_id"') :])
    assert report["name"] == "App"
    assert report["description"] == "Says hello"
    assert report["scopes"] == ["IDENTITY", "READ_GRAPH"]


def test_a_bad_answer_is_asked_again(command_environment):
    answers = ["App", "javascript:x", "https://app.example/cb", "", "99", "1", ""]

    output = on_a_terminal([program("oauth-tool"), "register"], answers, command_environment)

    assert "has the scheme 'javascript'" in output
    assert "99 is not in the list" in output
    assert "EXECUTE_GRAPH" in output


def test_who_says_no_keeps_what_there_is(command_environment, oauth_tool):
    oauth_tool(*COMPLETE, "--client-id", "app")

    delete = [program("oauth-tool"), "apps", "delete", "app"]
    output = on_a_terminal(delete, ["n"], command_environment)

    assert output.endswith("Nothing was deleted.\r\n")
    assert oauth_tool("apps", "show", "app").returncode == 0


def on_a_terminal(command, answers, environment):
    """Run a command whose terminal somebody types on, and return what the terminal showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment | {"TERM": "dumb"}
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:
            pass  # that is how Linux says that the other side has closed its terminal
        os.close(ours)
    assert process.returncode == 0, shown
    return shown.decode()

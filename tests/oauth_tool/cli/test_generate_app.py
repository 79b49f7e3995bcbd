import pytest
from tests.plumbing.platform_database import OWNER_ID

APP = (
    "generate-app",
    "--name",
    "O'Brien",
    "--description",
    "né",
    "--redirect-uris",
    "https://a.example/cb,https://b.example/cb",
    "--scopes",
    "IDENTITY,READ_GRAPH",
    "--grant-types",
    "authorization_code",
    "--owner-id",
    OWNER_ID,
)


@pytest.fixture
def oauth_tool(run_command):
    return lambda *arguments, **options: run_command("oauth-tool", *arguments, **options)


def test_it_prints_sql_that_runs_and_stores_nothing(oauth_tool, home, platform_database, psql):
    platform_database()

    done = oauth_tool(*APP, env={"OAUTH_TOOL_DATABASE": "sqlite:////nowhere/x"})

    assert done.returncode == 0, done.stderr
    assert "agpt_secret_" not in done.stdout
    assert done.stderr.count("agpt_secret_") == 1
    assert list(home.rglob("*.sqlite3")) == []
    psql(done.stdout)
    assert psql('SELECT name, scopes, "grantTypes" FROM platform."OAuthApplication"') == (
        "O'Brien|{IDENTITY,READ_GRAPH}|{authorization_code}\n"
    )


def test_the_secret_can_be_handed_over_here_too(oauth_tool, tmp_path):
    done = oauth_tool(*APP, "--secret-file", tmp_path / "secret")

    assert "agpt_secret_" not in done.stdout + done.stderr
    assert (tmp_path / "secret").read_text().startswith("agpt_secret_")


def test_its_help_names_the_options_of_register_except_other_destinations(oauth_tool):
    shown = oauth_tool("generate-app", "--help").stdout

    assert "--redirect-uris" in shown
    assert "  --sql" not in shown
    assert "  --database" not in shown


def test_without_a_terminal_everything_missing_is_named_at_once(oauth_tool):
    done = oauth_tool("generate-app")

    assert done.returncode == 2
    assert "missing --name, --redirect-uri, --scope, --owner-id" in done.stderr

import json

import pytest
from PIL import Image
from tests.plumbing.platform_database import OWNER_ID


@pytest.fixture
def oauth_tool(run_command):
    return lambda *arguments, **options: run_command("oauth-tool", *arguments, **options)


@pytest.fixture(params=["local", "plain", "extended"])
def url(request, tmp_path):
    """Return the URL of a store of each kind."""
    if request.param == "local":
        return f"sqlite:///{tmp_path}/apps.sqlite3"
    return request.getfixturevalue("platform_database")(request.param)


@pytest.fixture
def apps(oauth_tool, url):
    """Run an ``apps`` command on the store."""
    return lambda *arguments, **options: oauth_tool(
        "apps", *arguments, env={"OAUTH_TOOL_DATABASE": url, **options.pop("env", {})}, **options
    )


@pytest.fixture
def app(oauth_tool, url):
    """Register an app and return what was reported of it."""
    owner = () if url.startswith("sqlite") else ("--owner-id", OWNER_ID)
    described = ("--name", "App", "--redirect-uri", "https://app.example/cb", "--scope", "IDENTITY")
    done = oauth_tool(
        "register", *described, *owner, "--format", "json", env={"OAUTH_TOOL_DATABASE": url}
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def shown(apps, app):
    """Return what ``apps show`` says of the app."""
    return lambda: json.loads(apps("show", app["client_id"], "--format", "json").stdout)


def test_an_app_is_listed_and_shown_without_anything_of_its_secret(apps, app, shown):
    listed = apps("list")
    (described,) = json.loads(apps("list", "--format", "json").stdout)

    assert app["client_id"] in listed.stdout
    assert described["client_id"] == app["client_id"]
    assert shown()["secret_hash"] == {"algorithm": "scrypt", "n": 16384, "r": 8, "p": 1}
    assert shown()["former_secret"] is None
    assert app["client_secret"] not in listed.stdout + apps("show", app["client_id"]).stdout


def test_an_app_is_disabled_and_enabled_again(apps, app, shown):
    apps("disable", app["client_id"])
    assert shown()["is_active"] is False
    assert "disabled" in apps("list").stdout

    apps("enable", app["client_id"])
    assert shown()["is_active"] is True


def test_an_update_changes_what_it_names_and_nothing_else(apps, app, shown):
    before = shown()

    done = apps(
        "update",
        app["client_id"],
        "--name",
        'O\'Brien "x"',
        "--redirect-uri",
        "https://app.example/1,2",
        "--scopes",
        "READ_GRAPH,IDENTITY",
    )

    assert done.returncode == 0, done.stderr
    changed = {name: value for name, value in shown().items() if value != before[name]}
    changed.pop("updated_at")
    assert changed == {
        "name": 'O\'Brien "x"',
        "redirect_uris": ["https://app.example/1,2"],
        "scopes": ["READ_GRAPH", "IDENTITY"],
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--redirect-uri", "javascript:x"), "has the scheme 'javascript'"),
        (("--scopes", "FOO"), "unknown scope 'FOO'"),
        (("--name", " "), "no name"),
    ],
)
def test_an_update_keeps_to_the_rules_of_registration(apps, app, shown, arguments, words):
    before = shown()

    done = apps("update", app["client_id"], *arguments)

    assert done.returncode == 2
    assert words in done.stderr
    assert shown() == before


def test_a_logo_is_set_and_removed(apps, app, shown):
    apps("set-logo", app["client_id"], "https://app.example/logo.png")
    assert shown()["logo_url"] == "https://app.example/logo.png"

    apps("set-logo", app["client_id"], "")
    assert shown()["logo_url"] is None


@pytest.mark.parametrize("url", ["local"], indirect=True)
def test_an_update_of_nothing_is_a_mistake(apps, app):
    done = apps("update", app["client_id"])

    assert done.returncode == 2
    assert "there is nothing to change" in done.stderr


def a_logo(path, size=512):
    Image.new("RGB", (size, size), "teal").save(path)
    return path


def test_a_logo_comes_from_a_file_where_there_is_a_place_to_put_it(
    apps, app, shown, tmp_path, home, url
):
    file = a_logo(tmp_path / "logo.jpg")

    done = apps("set-logo", app["client_id"], "--file", file)
    again = apps("set-logo", app["client_id"], "--file", file)

    if not url.startswith("sqlite"):
        assert done.returncode == 2
        assert "a real platform keeps pictures in a place of its own" in done.stderr
        assert shown()["logo_url"] is None
        return
    assert (done.returncode, again.returncode) == (0, 0), done.stderr
    (kept,) = (home / ".local/share/oauth-tool/media/autogpt").iterdir()
    assert shown()["logo_url"] == f"http://127.0.0.1:9877/media/{kept.name}"
    assert kept.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("url", ["local"], indirect=True)
def test_a_file_that_is_no_logo_is_refused_and_leaves_nothing_behind(apps, app, tmp_path, home):
    small = a_logo(tmp_path / "small.png", size=100)

    done = apps("set-logo", app["client_id"], "--file", small)

    assert done.returncode == 2
    assert f"{small} is no logo: Logo too small. Minimum 512x512. Got 100x100." in done.stderr
    assert not (home / ".local/share/oauth-tool/media").exists()


@pytest.mark.parametrize("url", ["local"], indirect=True)
def test_a_file_for_no_app_is_not_kept(apps, tmp_path, home):
    done = apps("set-logo", "nobody", "--file", a_logo(tmp_path / "logo.png"))

    assert done.returncode == 2
    assert not (home / ".local/share/oauth-tool/media").exists()


@pytest.mark.parametrize("url", ["local"], indirect=True)
@pytest.mark.parametrize("arguments", [(), ("https://app.example/logo.png", "--file", "x.png")])
def test_a_logo_is_a_url_or_a_file(apps, app, arguments):
    done = apps("set-logo", app["client_id"], *arguments)

    assert done.returncode == 2
    assert "name either the URL of an image or a --file" in done.stderr


def test_a_logo_that_runs_code_is_refused(apps, app):
    done = apps("set-logo", app["client_id"], "javascript:alert(1)")

    assert done.returncode == 2
    assert "logo URL 'javascript:alert(1)' has the scheme" in done.stderr


def test_deleting_asks_first_and_is_final(apps, app):
    asked = apps("delete", app["client_id"])
    assert asked.returncode == 2
    assert "--yes" in asked.stderr

    assert apps("delete", app["client_id"], "--yes").returncode == 0
    assert json.loads(apps("list", "--format", "json").stdout) == []


def test_the_secret_of_an_app_is_verified_without_being_an_argument(apps, app, tmp_path):
    right = apps(
        "verify-secret", app["client_id"], env={"OAUTH_TOOL_CLIENT_SECRET": app["client_secret"]}
    )
    file = tmp_path / "wrong"
    file.write_text("agpt_secret_wrong\n")
    wrong = apps("verify-secret", app["client_id"], "--client-secret-file", file)

    assert (right.returncode, wrong.returncode) == (0, 1)
    assert "agpt_secret_wrong" not in wrong.stdout + wrong.stderr


@pytest.fixture
def verifies(apps, app):
    """Say whether a secret is the app's."""

    def ask(secret):
        done = apps("verify-secret", app["client_id"], env={"OAUTH_TOOL_CLIENT_SECRET": secret})
        return done.returncode == 0

    return ask


def test_a_rotation_overlaps_where_there_is_room_and_else_offers_the_cut_over(
    apps, app, url, shown, verifies
):
    done = apps("rotate-secret", app["client_id"], "--overlap", "24h", "--format", "json")

    if url.startswith("sqlite"):
        assert done.returncode == 0, done.stderr
        assert verifies(app["client_secret"])
        assert verifies(json.loads(done.stdout)["client_secret"])
        assert shown()["former_secret"]["last_used_at"] is None
        assert apps("rotate-secret", app["client_id"], "--finish").returncode == 0
        assert not verifies(app["client_secret"])
    else:
        assert done.returncode == 2
        assert "room for one secret" in done.stderr
        assert verifies(app["client_secret"])


def test_a_cut_over_replaces_the_secret_at_once(apps, app, verifies):
    done = apps("rotate-secret", app["client_id"], "--overlap", "0", "--format", "json")

    assert verifies(json.loads(done.stdout)["client_secret"])
    assert not verifies(app["client_secret"])


def test_a_rotation_whose_secret_nobody_takes_does_not_happen(apps, app, verifies):
    done = apps("rotate-secret", app["client_id"], "--overlap", "0", "--pipe-to", "false")

    assert done.returncode == 3
    assert verifies(app["client_secret"])


@pytest.mark.parametrize("verb", ["show", "enable", "update", "delete", "verify-secret"])
def test_an_unknown_app_is_one_clear_line(apps, verb):
    done = apps(verb, "agpt_client_nobody", env={"OAUTH_TOOL_CLIENT_SECRET": "x"})

    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("Error: there is no app with the client_id 'agpt_client_nobody'.")


def test_a_list_without_apps_says_so(apps):
    assert "No app is registered here" in apps("list").stdout

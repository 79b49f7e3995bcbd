"""The real command: what it leaves behind, and what it says when it cannot start."""

import io
import json
import re
import signal
import sqlite3
import urllib.request
from urllib.parse import urlsplit

import pytest
from PIL import Image
from tests.plumbing.platform_database import OWNER_ID
from tests.plumbing.visiting import Visitor

from oauth_tool.web.listening import bound, origin_at

EMBEDDED = ("--platform-port", "0", "--no-browser")


@pytest.fixture
def store_file(tmp_path):
    return tmp_path / "store.sqlite3"


def apps_in(store_file):
    connection = sqlite3.connect(store_file)
    try:
        return [name for (name,) in connection.execute('SELECT "name" FROM "OAuthApplication"')]
    finally:
        connection.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_well_and_removes_the_temporary_app(serving, store_file, number):
    with serving(*EMBEDDED, "--database", f"sqlite:///{store_file}") as server:
        server.wait_for("Press Ctrl-C to stop")
        there = apps_in(store_file)

        exit_code = server.stop(number)

    assert there == ["OAuth test client (temporary)"]
    assert apps_in(store_file) == []
    assert exit_code == 0
    assert "Removed the temporary app agpt_client_" in server.output


def test_an_impatient_second_ctrl_c_does_not_lose_the_clean_up(serving, store_file):
    with serving(*EMBEDDED, "--database", f"sqlite:///{store_file}") as server:
        server.wait_for("Press Ctrl-C to stop")
        for _ in range(3):
            server.process.send_signal(signal.SIGINT)

        exit_code = server.stop(signal.SIGINT)

    assert apps_in(store_file) == []
    assert exit_code == 0
    assert "Traceback" not in server.output


def test_it_says_where_client_and_platform_are_and_who_may_steer(serving):
    with serving(*EMBEDDED) as server:
        server.wait_for("Press Ctrl-C to stop")
        client, platform = server.urls[:2]
        token = re.search(r"Control token (\S{43})", server.output)[1]
        minted = asked(f"{platform}control/user-tokens", token, b"{}", "application/json")
        user = json.loads(minted)["access_token"]
        (app,) = json.loads(asked(f"{platform}api/oauth/apps/mine", user))
        upload = f"{platform}api/oauth/apps/{app['id']}/logo/upload"
        logo = json.loads(asked(upload, user, *a_logo()))["logo_url"]
        picture = asked(logo, user)

    assert server.output.startswith(f"Test client   {client}\n")
    assert urlsplit(client).hostname == urlsplit(platform).hostname == "127.0.0.1"
    assert logo.startswith(f"{platform}media/")
    assert picture.startswith(b"\x89PNG")


def asked(url, token, body=None, content_type=""):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": content_type}
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as response:
        return response.read()


def a_logo():
    picture = io.BytesIO()
    Image.new("RGB", (512, 512)).save(picture, format="PNG")
    head = b'--b\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: image/png\r\n\r\n'
    return head + picture.getvalue() + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"


@pytest.mark.parametrize("option", ["--port", "--platform-port"])
def test_a_port_in_use_is_one_line_and_leaves_nothing(run_command, store_file, option):
    other = {"--port": "--platform-port", "--platform-port": "--port"}[option]
    with bound(0, option) as listener:
        port = urlsplit(origin_at(listener)).port

        answer = run_command(
            "oauth-tool",
            *("test-server", option, port, other, "0", "--database", f"sqlite:///{store_file}"),
        )

    assert answer.returncode == 3
    assert answer.stderr == (
        f"Error: port {port} on 127.0.0.1 is in use. Hint: choose another one with {option}.\n"
    )
    assert answer.stdout == ""
    assert not store_file.exists()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--scope", "NOPE"), "unknown scope 'NOPE'"),
        (("--profile", "nope"), "unknown profile 'nope'"),
        (("--platform-url", "https://p.example"), "a real platform needs an app that it knows"),
        (("--backend-url", "javascript:alert(1)"), "--backend-url is not the address of a server"),
        (("--client-id", "x"), "missing --client-secret-file or OAUTH_TOOL_CLIENT_SECRET"),
        (("--client-id", "x", "--client-secret-file", "nope"), "cannot read nope"),
        (("--database", "mysql://x"), "the database URL has the unknown scheme"),
        (("--redirect-uri", "http://app.example/x"), "redirect URI 'http://app.example/x'"),
        (("--port", "65536"), "65536 is not in the range"),
    ],
)
def test_bad_input_is_one_line(run_command, arguments, complaint):
    answer = run_command("oauth-tool", "test-server", "--port", "0", *EMBEDDED, *arguments)

    assert answer.returncode in {2, 3}
    assert complaint in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_silent_platform_is_warned_of(serving, unused_tcp_port):
    away = f"http://127.0.0.1:{unused_tcp_port}"
    secret = {"OAUTH_TOOL_CLIENT_SECRET": "agpt_secret_of-an-app"}
    with serving(
        "--backend-url", away, "--client-id", "an-app", "--no-browser", env=secret
    ) as server:
        server.wait_for(f"Warning: nothing answers at {away} now")

    assert "/callback must be registered" in server.output
    assert "agpt_secret_of-an-app" not in server.output


def test_a_temporary_app_in_the_platforms_own_database_is_removed_too(
    serving, platform_database, psql
):
    url = platform_database()
    count = """SELECT count(*) FROM platform."OAuthApplication";"""
    with serving(
        *("--platform-url", "http://127.0.0.1:9", "--database", url, "--owner-id", OWNER_ID),
        "--no-browser",
    ) as server:
        server.wait_for("Press Ctrl-C to stop")
        there = psql(count).strip()

    assert (there, psql(count).strip()) == ("1", "0")


def test_the_redirect_uri_says_where_pages_are_opened(serving, unused_tcp_port):
    uri = f"http://localhost:{unused_tcp_port}/back"
    with serving(*EMBEDDED, "--listen", "0.0.0.0", "--redirect-uri", uri) as server:
        server.wait_for("Warning: 0.0.0.0 is reachable from other machines")

    assert server.output.startswith(f"Test client   http://localhost:{unused_tcp_port}/\n")


def killed(server):
    server.wait_for("Press Ctrl-C to stop")
    return server.stop(signal.SIGKILL)


def test_what_a_kill_left_behind_is_removed_by_the_next_start(serving, store_file):
    place = ("--database", f"sqlite:///{store_file}")
    with serving(*EMBEDDED, *place) as first:
        assert killed(first) == -signal.SIGKILL
    assert len(apps_in(store_file)) == 1

    with serving(*EMBEDDED, *place) as second:
        second.wait_for("Press Ctrl-C to stop")
        there = apps_in(store_file)

    assert "which an earlier start left behind" in second.output
    assert len(there) == 1
    assert apps_in(store_file) == []


def test_cleanup_removes_what_was_killed_and_leaves_what_runs(serving, run_command, store_file):
    place = ("--database", f"sqlite:///{store_file}")
    with serving(*EMBEDDED, *place) as running, serving(*EMBEDDED, *place) as dying:
        running.wait_for("Press Ctrl-C to stop")
        client_id = dying.wait_for(r"(agpt_client_\S+), temporary")[1]
        assert killed(dying) == -signal.SIGKILL

        first, second = (run_command("oauth-tool", "cleanup") for _ in range(2))

        assert first.stdout == f"{client_id} in sqlite:///{store_file}: removed.\n"
        assert second.stdout == "Nothing was left behind.\n"
        assert len(apps_in(store_file)) == 1
    assert apps_in(store_file) == []


def test_cleanup_completes_the_url_of_a_platforms_database(
    serving, run_command, platform_database, psql, home
):
    url = platform_database().replace("postgres:@", "postgres:pass-word@")
    assert "pass-word" in url
    count = """SELECT count(*) FROM platform."OAuthApplication";"""
    with serving(
        *("--platform-url", "http://127.0.0.1:9", "--database", url, "--owner-id", OWNER_ID),
        "--no-browser",
    ) as server:
        killed(server)
    assert psql(count).strip() == "1"
    (entry,) = home.rglob("temporary-apps/*.json")
    assert "pass-word" not in entry.read_text()

    answer = run_command("oauth-tool", "cleanup", env={"PGPASSWORD": "pass-word"})

    assert "removed." in answer.stdout, answer.stderr
    assert "pass-word" not in answer.stdout + answer.stderr
    assert psql(count).strip() == "0"


def test_an_app_that_is_registered_already_is_walked_through(serving, run_command, unused_tcp_port):
    with serving(*EMBEDDED) as server:
        server.wait_for("Press Ctrl-C to stop")
        platform = server.urls[1].rstrip("/")
        uri = f"http://127.0.0.1:{unused_tcp_port}/callback"
        form = ("--name", "My app", "--scope", "IDENTITY", "--format", "json")
        registered = run_command("oauth-tool", "register", *form, "--redirect-uri", uri)
        app = json.loads(registered.stdout)

        with serving(
            *("--port", unused_tcp_port, "--platform-url", platform, "--backend-url", platform),
            *("--client-id", app["client_id"], "--scope", "IDENTITY", "--no-browser"),
            env={"OAUTH_TOOL_CLIENT_SECRET": app["client_secret"]},
        ) as other:
            visitor = Visitor()
            visitor.walk_to_the_code(other.url)
            for action in ("/token", "/resource", "/introspect", "/refresh", "/revoke"):
                page, _ = visitor.press(other.url, action)

    assert "That was the whole flow" in page
    assert app["client_id"] in page

"""The platform in other people's tests."""

import json
import subprocess
import sys
import threading
import tomllib
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.testing import running_platform, running_platform_async
from tool_cli.errors import InvalidInput

CALLBACK = "http://127.0.0.1:1/callback"
VERIFIER = "v" * 43
PLUGIN = "oauth_tool.testing.pytest_plugin"
# Named, not found by its entry point: so the test runs before the package is installed anew.
PYTEST_OPTIONS = [
    "-q",
    "-W",
    "error",
    "-p",
    "no:oauth-tool",
    "-p",
    PLUGIN,
    "-p",
    "no:cacheprovider",
]
CHECKOUT = Path(__file__).resolve().parents[3]


def asked(app, platform):
    query = {
        "client_id": app.client_id,
        "redirect_uri": CALLBACK,
        "scope": "IDENTITY",
        "state": "s",
        "code_challenge": challenge_for(VERIFIER),
        "response_type": "code",
    }
    return f"{platform.endpoint('authorization')}?{urlencode(query)}"


def redeem(app, platform, callback):
    body = {
        "grant_type": "authorization_code",
        "code": parse_qs(urlsplit(callback).query)["code"][0],
        "redirect_uri": CALLBACK,
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "code_verifier": VERIFIER,
    }
    json_type = "application/json"
    return answer(platform.endpoint("token"), json.dumps(body).encode(), Content_Type=json_type)


def answer(url, body=None, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, named)) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_a_whole_flow_time_and_faults():
    with running_platform() as platform:
        app = platform.register(redirect_uris=[CALLBACK], scopes=["IDENTITY"])
        _, tokens = redeem(app, platform, platform.approve(asked(app, platform)))
        bearer = f"Bearer {tokens['access_token']}"
        me = platform.endpoint("resource")

        assert answer(me, Authorization=bearer)[1]["email"] == "demo@example.com"
        platform.fail("503@resource")
        assert answer(me, Authorization=bearer)[0] == 503
        platform.fail("503@resource:always")
        platform.stop_failing()
        assert answer(me, Authorization=bearer)[0] == 200
        platform.advance("3601s")
        assert answer(me, Authorization=bearer) == (
            401,
            {"detail": "Invalid token: access token expired"},
        )
        assert platform.clean_up().access_tokens == 1


def test_users_keys_and_tokens_of_users():
    with running_platform() as platform:
        user = platform.add_user("ada@example.com", "correct horse", name="Ada")
        key = platform.api_key("IDENTITY", user_id=user)
        token = platform.user_token(user)

        assert answer(platform.endpoint("resource"), X_API_Key=key)[1]["name"] == "Ada"
        apps = f"{platform.url}/api/oauth/apps/mine"
        assert answer(apps, Authorization=f"Bearer {token}") == (200, [])
        clock = f"{platform.url}/control/clock"
        assert answer(clock, Authorization=f"Bearer {platform.control_token}")[0] == 200


def test_a_failed_assertion_shows_a_platform_in_one_line():
    with running_platform() as platform:
        assert repr(platform) == f"SyncPlatform(url='{platform.url}')"
        assert repr(platform.inner) == f"AsyncPlatform(url='{platform.url}')"


async def test_it_runs_in_the_loop_of_an_asynchronous_test(aiohttp_client):
    async with running_platform_async(faults=["500@any:always"]) as platform:
        app = await platform.register(redirect_uris=[CALLBACK], is_public=True)

        assert platform.url.startswith("http://127.0.0.1:")
        assert app.client_secret == ""
        assert (await platform.approve(asked(app, platform))).startswith(f"{CALLBACK}?code=")


def test_nothing_is_left_behind():
    before = threading.active_count()
    with running_platform() as platform:
        url = platform.url

    assert threading.active_count() == before
    with pytest.raises(urllib.error.URLError):
        answer(f"{url}/healthz")


def test_an_error_inside_ends_it_too_and_comes_out():
    before = threading.active_count()

    with pytest.raises(ZeroDivisionError), running_platform():
        raise ZeroDivisionError
    with pytest.raises(InvalidInput), running_platform(faults=["nope@token"]):
        pass

    assert threading.active_count() == before


def test_the_plugin_gives_a_fixture(tmp_path):
    test = "def test_it(oauth_platform):\n    assert oauth_platform.url.startswith('http://')\n"
    (tmp_path / "test_it.py").write_text(test)
    settings = "[pytest]\nasyncio_default_fixture_loop_scope = function\n"
    (tmp_path / "pytest.ini").write_text(settings)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", *PYTEST_OPTIONS, tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout


def test_pytest_finds_the_plugin_by_itself():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["entry-points"]["pytest11"] == {"oauth-tool": PLUGIN}


def test_the_plugin_costs_nothing_until_it_is_used():
    code = f"import sys, {PLUGIN}; print('aiohttp' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"

import asyncio
import json
import stat

import pytest

from oauth_tool.client.credential_file import read_credentials
from oauth_tool.web.registering_remotely import Target, register


@pytest.fixture
async def file(registration_server, tmp_path):
    """Return the credential file of an app that is registered as c1."""
    path = tmp_path / "app.json"
    await register(Target(issuer=registration_server.origin), {"client_name": "App"}, path)
    return path


@pytest.fixture
def remote(run_command, file):
    """Return a function that runs a command of ``remote`` on the credential file."""

    async def run(command, *arguments):
        return await asyncio.to_thread(
            run_command, "oauth-tool", "remote", command, "--credential-file", file, *arguments
        )

    return run


async def test_show_shows_the_app_and_no_secret(registration_server, remote):
    result = await remote("show", "--format", "json")

    assert json.loads(result.stdout)["metadata"]["client_name"] == "App"
    assert "secret-of-c1" not in result.stdout
    assert registration_server.tokens["c1"] not in result.stdout


async def test_show_keeps_the_token_that_the_server_replaced(registration_server, remote, file):
    assert (await remote("show")).returncode == 0
    assert (await remote("show")).returncode == 0

    assert (
        read_credentials(file).registration_access_token.reveal()
        == (registration_server.tokens["c1"])
    )


async def test_update_changes_what_is_named(registration_server, remote):
    result = await remote(
        "update", "--name", "New", "--redirect-uri", "https://a.example/cb", "--scope", "x"
    )

    assert result.returncode == 0, result.stderr
    assert registration_server.clients["c1"]["client_name"] == "New"
    assert registration_server.clients["c1"]["redirect_uris"] == ["https://a.example/cb"]
    assert registration_server.clients["c1"]["scope"] == "x"


async def test_update_without_a_change_is_a_wrong_call(remote):
    assert (await remote("update")).returncode == 2


async def test_delete_wants_to_be_sure_and_then_removes_app_and_file(
    registration_server, remote, file
):
    unsure = await remote("delete")
    assert unsure.returncode == 2
    assert file.exists()

    sure = await remote("delete", "--yes")
    assert sure.returncode == 0, sure.stderr
    assert registration_server.clients == {}
    assert not file.exists()


async def test_a_file_that_others_could_read_is_closed_and_warned_of(remote, file):
    file.chmod(0o644)

    result = await remote("show")

    assert "Warning: others on this machine could read" in result.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_an_app_that_is_gone_is_an_error_of_one_line(registration_server, remote):
    registration_server.tokens["c1"] = "another"

    result = await remote("show")

    assert result.returncode == 3
    assert result.stderr.startswith("Error: reading the app failed: the server answered 401")
    assert len(result.stderr.splitlines()) == 1


async def test_a_secret_that_has_expired_is_warned_of(registration_server, remote):
    registration_server.expiry = 1

    result = await remote("show")

    assert "the client secret has expired" in result.stderr
    assert "1970-01-01T00:00:01Z" in result.stdout

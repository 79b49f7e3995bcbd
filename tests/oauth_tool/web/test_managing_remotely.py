import asyncio

import pytest
from aiohttp import web
from tests.plumbing.registration_server import json_answer

from oauth_tool.client.credential_file import read_credentials, rewrite
from oauth_tool.web.managing_remotely import delete, read, update
from oauth_tool.web.registering_remotely import Target, register
from tool_cli.errors import InvalidInput, ToolError

CLIENT = "/register/c1"


@pytest.fixture
async def file(registration_server, tmp_path):
    """Return the credential file of an app that is registered as c1."""
    path = tmp_path / "app.json"
    await register(
        Target(issuer=registration_server.origin), {"client_name": "App", "scope": "a"}, path
    )
    return path


async def test_an_app_is_read_and_the_new_token_kept(registration_server, file):
    before = read_credentials(file)

    outcome = await read(file)

    assert outcome.metadata["client_name"] == "App"
    assert read_credentials(file) == outcome.credentials
    assert outcome.credentials.registration_access_token != before.registration_access_token
    assert (await read(file)).metadata["client_name"] == "App"


async def test_an_update_changes_what_is_named_and_keeps_the_rest(registration_server, file):
    outcome = await update(file, {"client_name": "New", "scope": None})

    assert outcome.metadata["client_name"] == "New"
    assert registration_server.clients["c1"] == {
        "client_id": "c1",
        "client_secret": "secret-of-c1",
        "client_name": "New",
    }
    assert (
        read_credentials(file).registration_access_token.reveal()
        == (registration_server.tokens["c1"])
    )


async def test_commands_at_once_take_turns_so_that_each_has_the_token_that_is_valid_then(
    registration_server, file
):
    link = file.with_name("link.json")
    link.symlink_to(file)

    await asyncio.gather(
        *(update(file, {f"note_{n}": "x"}) for n in range(4)), *(read(link) for _ in range(4))
    )

    assert {f"note_{n}" for n in range(4)} < set(registration_server.clients["c1"])
    assert (await read(file)).metadata["client_name"] == "App"
    assert {path.name for path in file.parent.iterdir()} == {"app.json", "link.json"}


async def test_without_a_credential_file_there_is_no_lock_either(tmp_path):
    with pytest.raises(ToolError, match="cannot read"):
        await read(tmp_path / "app.json")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["client_id", "client_secret", "registration_access_token"])
async def test_credentials_are_not_the_clients_to_change(registration_server, file, name):
    with pytest.raises(InvalidInput, match=f"{name} is no metadata"):
        await update(file, {name: "x"})

    assert ("PUT", CLIENT) not in registration_server.requests


async def test_a_new_secret_in_an_answer_is_kept(registration_server, file):
    registration_server.changes = {"client_secret": "new-secret"}

    await update(file, {"client_name": "New"})

    assert read_credentials(file).client_secret.reveal() == "new-secret"


async def test_a_deleted_app_and_its_file_are_gone(registration_server, file):
    await delete(file)

    assert registration_server.clients == {}
    assert not file.exists()


async def test_a_deletion_that_is_refused_keeps_the_file(registration_server, file):
    registration_server.answers = {("DELETE", CLIENT): lambda: web.Response(status=405)}

    with pytest.raises(ToolError, match="405"):
        await delete(file)

    assert file.exists()


async def test_a_token_that_is_dead_is_explained(registration_server, file):
    registration_server.tokens["c1"] = "another"

    with pytest.raises(ToolError, match="invalid_token") as caught:
        await read(file)

    assert "the app was deleted, or another program got a new token" in caught.value.hint


async def test_the_answer_for_another_app_is_not_kept(registration_server, file):
    before = file.read_text()
    registration_server.answers = {("GET", CLIENT): json_answer({"client_id": "c2"})}

    with pytest.raises(ToolError, match="another app"):
        await read(file)

    assert file.read_text() == before


async def test_no_token_goes_to_another_origin(registration_server, file, unused_tcp_port):
    elsewhere = f"http://127.0.0.1:{unused_tcp_port}/register/c1"
    registration_server.changes = {"software_id": "x"}
    registration_server.answers = {
        ("GET", CLIENT): json_answer({"client_id": "c1", "registration_client_uri": elsewhere})
    }

    await read(file)
    with pytest.raises(ToolError, match="is not at .*, where it was registered"):
        await read(file)


async def test_a_server_that_gives_no_token_cannot_be_asked(registration_server, file):
    kept = read_credentials(file)
    bare = type(kept)(client_id="c1", registration_endpoint=kept.registration_endpoint)
    rewrite(file, bare)

    with pytest.raises(ToolError, match="cannot be managed from here"):
        await read(file)

"""A temporary app at a server that registers apps itself is never left behind."""

import stat

import pytest
from tests.plumbing.registration_server import json_answer

from oauth_tool.web.file_locks import held
from oauth_tool.web.registering_remotely import Target, register
from oauth_tool.web.remote_app_files import lock_of, new_file
from oauth_tool.web.temporary_remote_app import remove_remote_leftovers, temporary_remote_app
from tool_cli.errors import ToolError

METADATA = {"client_name": "App", "redirect_uris": ["http://127.0.0.1:1/callback"]}


@pytest.fixture
def target(registration_server):
    return Target(registration_endpoint=registration_server.endpoint)


@pytest.fixture
def temporary(target, tmp_path):
    return lambda: temporary_remote_app(target, METADATA, ("a",), print, tmp_path / "apps")


async def test_it_is_deleted_at_its_server_whatever_happens(
    temporary, registration_server, tmp_path
):
    async def fail_with():
        async with temporary() as app:
            (file,) = (tmp_path / "apps").glob("*.credentials")
            modes.append((app, stat.S_IMODE(file.stat().st_mode)))
            raise ZeroDivisionError

    modes = []
    with pytest.raises(ZeroDivisionError):
        await fail_with()

    ((app, mode),) = modes
    assert (app.client_id, app.secret.reveal(), app.scopes) == ("c1", "secret-of-c1", ("a",))
    assert mode == 0o600
    assert registration_server.clients == {}
    assert list((tmp_path / "apps").iterdir()) == []


async def test_what_cannot_be_deleted_now_is_written_down_for_later(
    temporary, registration_server, tmp_path
):
    place = ("DELETE", "/register/c1")
    with pytest.raises(ToolError, match="could not be deleted") as caught:
        async with temporary():
            registration_server.answers[place] = json_answer({}, status=503)
    del registration_server.answers[place]

    (left,) = await remove_remote_leftovers(tmp_path / "apps")

    assert "oauth-tool cleanup" in caught.value.hint
    assert left.problem is None
    assert registration_server.clients == {}


async def test_an_app_that_is_in_use_is_left_alone(target, registration_server, tmp_path):
    file = new_file(tmp_path)
    await register(target, METADATA, file)
    with held(lock_of(file)):
        assert await remove_remote_leftovers(tmp_path) == []
    assert len(registration_server.clients) == 1

    await remove_remote_leftovers(tmp_path)

    assert registration_server.clients == {}


async def test_a_registration_that_was_cut_off_is_told_once(tmp_path):
    new_file(tmp_path).touch()

    (left,), again = [await remove_remote_leftovers(tmp_path) for _ in range(2)]

    assert "cut off before the server had answered" in left.problem.message
    assert again == []


async def test_a_server_that_offers_no_deletion_is_told_of(temporary, registration_server):
    registration_server.management_uri = "https://elsewhere.example/x"

    with pytest.raises(ToolError, match="cannot be deleted from here"):
        async with temporary():
            pass

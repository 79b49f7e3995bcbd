import shutil

import pytest
from aiohttp import web
from tests.plumbing.registration_server import json_answer

from oauth_tool.client.credential_file import read_credentials
from oauth_tool.client.registration_refusals import Unauthorized
from oauth_tool.web.registering_remotely import Target, register
from tool_cli.errors import InvalidInput, ToolError

APP = {"client_name": "App", "scope": "a b"}
REGISTER = ("POST", "/register")


@pytest.fixture
def file(tmp_path):
    folder = tmp_path / "apps"
    folder.mkdir()
    return folder / "app.json"


async def test_an_app_is_registered_and_its_credentials_kept(registration_server, file):
    outcome = await register(Target(issuer=registration_server.origin), APP, file)

    kept = read_credentials(file)
    assert kept == outcome.credentials
    assert kept.client_secret.reveal() == "secret-of-c1"
    assert kept.issuer == registration_server.origin
    assert outcome.differences == ()
    assert registration_server.clients["c1"]["client_name"] == "App"


async def test_an_endpoint_needs_no_discovery(registration_server):
    await register(Target(registration_endpoint=registration_server.endpoint), APP)

    assert registration_server.requests == [REGISTER]


async def test_what_the_server_changed_is_named(registration_server):
    registration_server.changes = {"scope": "a"}

    outcome = await register(Target(issuer=registration_server.origin), APP)

    assert outcome.differences == ('scope: asked for "a b", registered "a"',)


async def test_a_file_that_exists_is_known_before_anything_is_sent(registration_server, file):
    file.write_text("older")

    with pytest.raises(ToolError, match="exists already"):
        await register(Target(issuer=registration_server.origin), APP, file)

    assert registration_server.requests == []
    assert file.read_text() == "older"


async def test_a_refusal_leaves_no_file(registration_server, file):
    registration_server.answers = {
        REGISTER: json_answer({"error": "invalid_redirect_uri"}, status=400)
    }

    with pytest.raises(ToolError, match="invalid_redirect_uri"):
        await register(Target(issuer=registration_server.origin), APP, file)

    assert not file.exists()


async def test_a_server_that_wants_a_token_is_told_apart(registration_server):
    registration_server.answers = {REGISTER: lambda: web.Response(status=401)}

    with pytest.raises(Unauthorized):
        await register(Target(issuer=registration_server.origin), APP)


async def test_an_app_whose_credentials_cannot_be_kept_is_deleted_again(registration_server, file):
    registration_server.interruptions = {REGISTER: lambda: shutil.rmtree(file.parent)}

    with pytest.raises(ToolError, match="cannot write .*; the app was deleted at the server again"):
        await register(Target(issuer=registration_server.origin), APP, file)

    assert registration_server.clients == {}


async def test_an_app_that_can_be_neither_kept_nor_deleted_is_named(registration_server, file):
    registration_server.interruptions = {REGISTER: lambda: shutil.rmtree(file.parent)}
    registration_server.answers = {("DELETE", "/register/c1"): lambda: web.Response(status=405)}

    with pytest.raises(ToolError, match="the server keeps the app c1"):
        await register(Target(issuer=registration_server.origin), APP, file)


async def test_a_server_without_registration_is_named(registration_server):
    registration_server.metadata = {"registration_endpoint": None}

    with pytest.raises(ToolError, match="names no registration endpoint"):
        await register(Target(issuer=registration_server.origin), APP)


@pytest.mark.parametrize("url", ["http://id.example/register", "javascript:x", "id.example"])
async def test_an_endpoint_that_nothing_may_be_sent_to_is_refused(url):
    with pytest.raises(InvalidInput, match="registration endpoint"):
        await register(Target(registration_endpoint=url), APP)


async def test_a_redirect_is_not_followed_with_the_token(registration_server):
    registration_server.answers = {
        REGISTER: lambda: web.Response(status=307, headers={"Location": "/elsewhere"})
    }

    with pytest.raises(ToolError, match="307"):
        await register(Target(registration_endpoint=registration_server.endpoint), APP)

    assert registration_server.requests == [REGISTER]

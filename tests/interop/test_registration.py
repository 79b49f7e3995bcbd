"""Apps registered, read, updated and deleted at a server that others wrote (RFC 7591, RFC 7592)."""

import json

import pytest

from oauth_tool.client.credential_file import read_credentials
from oauth_tool.client.registration_refusals import Unauthorized
from oauth_tool.oauth.credentials import Secret
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.client_metadata import client_metadata_of
from oauth_tool.registering.form import Form
from oauth_tool.web.discovering import discover
from oauth_tool.web.managing_remotely import delete, read, update
from oauth_tool.web.registering_remotely import Target, register
from tool_cli.errors import ToolError

TOKEN = "initial-access-token"
URI = "https://app.example/cb"
FORM = Form(name="Äpp 'x'", redirect_uris=(URI,), scopes=("READ_GRAPH", "IDENTITY"), owner_id="")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "app.json"


@pytest.fixture
async def app(issuer, file):
    """Register an app and return the credential file."""
    await register(Target(issuer=issuer), asked(), file)
    return file


async def test_the_metadata_is_found_by_the_issuer(issuer):
    server = await discover(issuer)

    assert server.endpoints.registration_endpoint == f"{issuer}/reg"
    assert server.endpoints.token_endpoint == f"{issuer}/token"


async def test_an_app_is_registered_as_it_was_asked_for(issuer, file):
    outcome = await register(Target(issuer=issuer), asked(), file)

    assert outcome.differences == ()
    assert outcome.metadata["client_name"] == FORM.name
    assert outcome.credentials.client_secret.reveal()
    assert outcome.credentials.client_secret_expires_at == 0
    assert read_credentials(file) == outcome.credentials


async def test_a_public_native_app_gets_no_secret(issuer, file):
    asked_for = asked(
        is_public=True, is_native=True, redirect_uris=("com.example.app:/cb", "http://127.0.0.1/cb")
    )

    outcome = await register(Target(issuer=issuer), asked_for, file)

    assert outcome.credentials.client_secret is None
    assert outcome.differences == ()


async def test_other_metadata_is_registered_too(issuer):
    more = {"contacts": ["dev@app.example"], "software_id": "s1"}

    outcome = await register(Target(issuer=issuer), asked(more))

    assert outcome.metadata.items() >= more.items()


async def test_metadata_that_the_server_does_not_know_is_named(issuer):
    outcome = await register(Target(issuer=issuer), asked({"software_version": "1"}))

    assert outcome.differences == ('software_version: asked for "1", not in the answer',)


async def test_an_app_is_read(app):
    outcome = await read(app)

    assert outcome.metadata["client_name"] == FORM.name
    assert outcome.credentials == read_credentials(app)


async def test_an_update_changes_what_is_named_and_keeps_the_rest(app):
    outcome = await update(app, {"client_name": "New", "redirect_uris": [f"{URI}2"]})

    assert outcome.differences == ()
    again = (await read(app)).metadata
    assert again["client_name"] == "New"
    assert again["redirect_uris"] == [f"{URI}2"]
    assert again["scope"] == "READ_GRAPH IDENTITY"


async def test_the_rotated_registration_access_token_is_kept_and_the_old_one_dead(app, tmp_path):
    before = tmp_path / "before.json"
    before.write_text(app.read_text())

    await update(app, {"client_name": "New"})
    await update(app, {"client_name": "Newer"})

    old, new = read_credentials(before), read_credentials(app)
    assert old.registration_access_token != new.registration_access_token
    assert old.client_secret == new.client_secret
    with pytest.raises(Unauthorized, match="invalid_token"):
        await read(before)


async def test_a_deleted_app_can_no_longer_be_read(app, tmp_path):
    copy = tmp_path / "copy.json"
    copy.write_text(app.read_text())

    await delete(app)

    assert not app.exists()
    with pytest.raises(Unauthorized, match="401") as caught:
        await read(copy)
    assert "the app was deleted" in caught.value.hint


@pytest.mark.parametrize("token", [None, Secret("wrong")])
async def test_without_the_right_initial_access_token_nothing_is_registered(
    start_provider, file, token
):
    target = Target(issuer=start_provider(TOKEN), initial_access_token=token)

    with pytest.raises(Unauthorized) as caught:
        await register(target, asked(), file)

    assert "OAUTH_TOOL_INITIAL_ACCESS_TOKEN" in caught.value.hint
    assert not file.exists()


async def test_with_the_initial_access_token_an_app_is_registered(start_provider, file):
    target = Target(issuer=start_provider(TOKEN), initial_access_token=Secret(TOKEN))

    await register(target, asked(), file)

    assert TOKEN not in file.read_text()


async def test_a_redirect_uri_that_the_server_refuses_is_explained(issuer, file):
    asked_for = asked(is_native=True, redirect_uris=("https://localhost/cb",))

    with pytest.raises(ToolError, match="invalid_redirect_uri: .*localhost") as caught:
        await register(Target(issuer=issuer), asked_for, file)

    assert "--redirect-uri" in caught.value.hint
    assert not file.exists()


async def test_metadata_that_the_server_refuses_is_explained(issuer):
    with pytest.raises(ToolError, match="invalid_client_metadata: software_id is not welcome"):
        await register(Target(issuer=issuer), asked({"software_id": "refused"}))


async def test_a_wrong_registration_endpoint_is_explained(issuer):
    with pytest.raises(ToolError, match="404"):
        await register(Target(registration_endpoint=f"{issuer}/nowhere"), asked())


async def test_the_commands_do_the_same(app, run_command):
    arguments = ("--credential-file", app)

    shown = run_command("oauth-tool", "remote", "show", *arguments, "--format", "json")
    updated = run_command("oauth-tool", "remote", "update", *arguments, "--name", "New")
    deleted = run_command("oauth-tool", "remote", "delete", *arguments, "--yes")

    assert json.loads(shown.stdout)["metadata"]["client_name"] == FORM.name
    assert "New" in updated.stdout
    assert [done.returncode for done in (shown, updated, deleted)] == [0, 0, 0]
    assert not app.exists()


def asked(more=None, **fields):
    form = Form(**{name: getattr(FORM, name) for name in FORM.__slots__} | fields)
    return client_metadata_of(form, load_profile("autogpt"), more)

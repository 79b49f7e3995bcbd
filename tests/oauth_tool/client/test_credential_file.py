import json
import stat
from contextlib import suppress

import pytest

from oauth_tool.client.client_registration import RegisteredClient
from oauth_tool.client.credential_file import (
    is_open_to_others,
    read_credentials,
    remove,
    reserved,
    rewrite,
)
from oauth_tool.client.kept_credentials import Credentials
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import ToolError

CREDENTIALS = Credentials(
    client_id="c1",
    client_secret=Secret("s3cret"),
    client_secret_expires_at=0,
    registration_access_token=Secret("t0ken"),
    registration_client_uri="https://id.example/register/c1",
    registration_endpoint="https://id.example/register",
    issuer="https://id.example",
)


@pytest.fixture
def file(tmp_path):
    """Return a credential file that holds ``CREDENTIALS``."""
    path = tmp_path / "app.json"
    with reserved(path) as fill:
        fill(CREDENTIALS)
    return path


def test_what_was_written_is_read_back(file):
    assert read_credentials(file) == CREDENTIALS


def test_only_its_owner_can_read_the_file(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not is_open_to_others(file)


def test_a_public_client_has_no_secret_in_its_file(tmp_path):
    public = Credentials(client_id="c1", registration_endpoint="https://id.example/register")

    with reserved(tmp_path / "app.json") as fill:
        fill(public)

    assert read_credentials(tmp_path / "app.json") == public
    assert "secret" not in (tmp_path / "app.json").read_text()


def test_credentials_hide_their_secrets():
    assert "s3cret" not in repr(CREDENTIALS)
    assert "t0ken" not in repr(CREDENTIALS)


def test_a_file_that_exists_is_not_overwritten_by_a_new_registration(file):
    before = file.read_text()

    with pytest.raises(ToolError, match="exists already"), reserved(file):
        pytest.fail("the work began")

    assert file.read_text() == before


def test_a_folder_that_is_not_there_is_known_before_the_work(tmp_path):
    with (
        pytest.raises(ToolError, match="cannot write"),
        reserved(tmp_path / "nowhere" / "app.json"),
    ):
        pytest.fail("the work began")


def test_work_that_fails_leaves_no_file(tmp_path):
    with pytest.raises(KeyboardInterrupt), reserved(tmp_path / "app.json"):
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_work_that_fails_after_the_file_was_filled_leaves_it(tmp_path):
    with suppress(KeyboardInterrupt), reserved(tmp_path / "app.json") as fill:
        fill(CREDENTIALS)
        raise KeyboardInterrupt

    assert read_credentials(tmp_path / "app.json") == CREDENTIALS


def test_a_file_called_dash_is_a_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    with reserved(tmp_path.__class__("-")) as fill:
        fill(CREDENTIALS)

    assert capsys.readouterr().out == ""
    assert (tmp_path / "-").exists()


def test_rewriting_replaces_all_of_it_and_closes_it_to_others(file):
    file.chmod(0o644)
    was_open = is_open_to_others(file)

    rewrite(file, CREDENTIALS.renewed_by(renewal(registration_access_token=Secret("new"))))

    assert was_open
    assert read_credentials(file).registration_access_token == Secret("new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_an_answer_without_credentials_keeps_the_ones_there_are():
    assert CREDENTIALS.renewed_by(renewal()) == CREDENTIALS


def test_an_answer_with_credentials_replaces_them():
    renewed = CREDENTIALS.renewed_by(
        renewal(client_secret=Secret("new"), client_secret_expires_at=7)
    )

    assert renewed.client_secret == Secret("new")
    assert renewed.client_secret_expires_at == 7


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        ("{'s3cret'", "it is not JSON"),
        ("[" * 100_000, "it is longer than"),
        ("[" * 60_000, "it is not JSON"),
        ('["s3cret"]', "it is not a JSON object"),
        ('{"client_secret": "s3cret"}', "client_id is missing"),
        ('{"client_id": "c1"}', "registration_endpoint is missing"),
        ('{"client_id": {"s3cret": 1}}', "client_id is of the wrong kind"),
    ],
)
def test_a_damaged_file_is_explained_and_nothing_of_it_quoted(tmp_path, text, why):
    path = tmp_path / "app.json"
    path.write_text(text)

    with pytest.raises(ToolError, match=why) as caught:
        read_credentials(path)

    assert "s3cret" not in caught.value.message


def test_an_expiry_that_is_no_number_is_of_the_wrong_kind(file):
    members = json.loads(file.read_text())
    file.write_text(json.dumps({**members, "client_secret_expires_at": True}))

    with pytest.raises(ToolError, match="client_secret_expires_at is of the wrong kind"):
        read_credentials(file)


def test_bytes_that_are_no_text_are_explained(tmp_path):
    (tmp_path / "app.json").write_bytes(b"\xff\xfe")

    with pytest.raises(ToolError, match="not UTF-8"):
        read_credentials(tmp_path / "app.json")


def test_a_file_that_is_not_there_is_explained(tmp_path):
    with pytest.raises(ToolError, match="No such file"):
        read_credentials(tmp_path / "app.json")


def test_a_file_is_removed_once(file):
    remove(file)
    remove(file)

    assert not file.exists()


def renewal(**fields):
    return RegisteredClient(client_id="c1", **fields)

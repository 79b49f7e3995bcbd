"""A secret is in its file before what it belongs to exists, and nobody else can read it."""

import stat

import pytest

from tool_cli.errors import ToolError
from tool_cli.secret_files import check_room_for, secret_in_file


def test_the_file_is_there_before_the_work_and_only_its_owner_can_read_it(tmp_path):
    file = tmp_path / "secret"

    with secret_in_file("s3cret", file):
        during = file.read_text()

    assert during == file.read_text() == "s3cret\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_work_that_fails_takes_the_file_with_it(tmp_path):
    file = tmp_path / "secret"

    with pytest.raises(KeyboardInterrupt), secret_in_file("s3cret", file):
        raise KeyboardInterrupt

    assert not file.exists()


def test_a_file_that_exists_is_not_overwritten(tmp_path):
    file = tmp_path / "secret"
    file.write_text("older")

    with (
        pytest.raises(ToolError, match="exists already") as caught,
        secret_in_file("s3cret", file),
    ):
        pytest.fail("the work began without its secret in a file")

    assert file.read_text() == "older"
    assert "s3cret" not in str(caught.value)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with (
        pytest.raises(ToolError, match="cannot write"),
        secret_in_file("s3cret", tmp_path / "nowhere" / "secret"),
    ):
        pytest.fail("the work began without its secret in a file")


def test_there_is_room_for_a_new_file_in_a_folder(tmp_path):
    check_room_for(tmp_path / "secret")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "words"), [("older", "exists already"), ("nowhere/secret", "there is no folder")]
)
def test_where_no_new_file_can_be_made_there_is_no_room(tmp_path, place, words):
    (tmp_path / "older").touch()

    with pytest.raises(ToolError, match=words):
        check_room_for(tmp_path / place)

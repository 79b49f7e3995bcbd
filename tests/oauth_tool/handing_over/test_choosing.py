from pathlib import Path

import pytest

from oauth_tool.handing_over import Choice, chosen
from oauth_tool.handing_over.hand_over import Parcel
from tool_cli.errors import InvalidInput, ToolError

REPORT = {"client_id": "agpt_client_1", "client_secret": "agpt_secret_1", "name": "App"}
PUBLIC = {"client_id": "agpt_client_1", "name": "App"}


class Shown(list):
    def __call__(self, text, *, is_note=False):
        self.append((text, is_note))


def test_a_file_and_a_command_exclude_one_another(tmp_path):
    with pytest.raises(InvalidInput, match="--secret-file and --pipe-to exclude one another"):
        chosen(Choice(secret_file=tmp_path / "x", pipe_to="cat"))


def test_a_file_that_cannot_be_made_is_named_at_once(tmp_path):
    with pytest.raises(ToolError, match="there is no folder"):
        chosen(Choice(secret_file=tmp_path / "nowhere" / "x"))


def test_work_that_fails_leaves_no_file(tmp_path):
    path = tmp_path / "x"

    with pytest.raises(ToolError, match="no"):
        fail_while_held(path)

    assert not path.exists()


def test_a_file_gets_the_bare_secret_and_the_operator_the_rest(tmp_path):
    path, shown = tmp_path / "x", Shown()

    with chosen(Choice(secret_file=path)).prepared(REPORT, shown) as deliver:
        deliver()

    assert path.read_text() == "agpt_secret_1\n"
    ((text, is_note),) = shown
    assert not is_note
    assert text.split()[:4] == ["client_id", "agpt_client_1", "client_secret_file", str(path)]


@pytest.mark.parametrize("choice", [{"secret_file": Path("new")}, {"pipe_to": "cat"}])
def test_an_app_without_a_secret_has_nothing_to_hand_over(choice, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with (
        pytest.raises(InvalidInput, match="public client has no secret"),
        chosen(Choice(**choice)).prepared(PUBLIC, Shown()),
    ):
        pytest.fail("nothing may be stored")

    assert list(tmp_path.iterdir()) == []


def test_an_app_without_a_secret_can_be_shown():
    shown = Shown()

    with chosen(Choice()).prepared(PUBLIC, shown) as deliver:
        deliver()

    assert shown == [("client_id  agpt_client_1\nname       App", False)]


def test_nothing_of_a_parcel_shows_in_its_repr():
    parcel = Parcel(report=REPORT, text=str(REPORT), write=str, receiver=None)

    assert "agpt_secret" not in f"{parcel!r} {parcel}"


def fail_while_held(path):
    with chosen(Choice(secret_file=path)).prepared(REPORT, Shown()):
        assert path.read_text() == "agpt_secret_1\n"
        raise ToolError("no")

import click
import pytest

from oauth_tool.cli.metadata_members import metadata_of


def test_text_is_text_and_json_is_json():
    assert metadata_of(["software_version=1.0", "require_auth_time:=true", "logo_uri:=null"]) == {
        "software_version": "1.0",
        "require_auth_time": True,
        "logo_uri": None,
    }


def test_what_is_a_list_is_one_and_grows():
    assert metadata_of(["contacts=a@x.example", "contacts=b=c"]) == {
        "contacts": ["a@x.example", "b=c"]
    }


def test_a_file_holds_an_object_and_the_last_word_holds(tmp_path):
    file = tmp_path / "app.json"
    file.write_text('{"tos_uri": "https://x", "policy_uri": "https://y"}')

    assert metadata_of([str(file), "policy_uri=https://z"]) == {
        "tos_uri": "https://x",
        "policy_uri": "https://z",
    }


@pytest.mark.parametrize("given", ["nowhere.json", "jwks:={", "jwks:=" + "[" * 100_000])
def test_what_cannot_be_understood_is_explained(given):
    with pytest.raises(click.BadParameter):
        metadata_of([given])


@pytest.mark.parametrize("content", [b"[]", b"\xff", b"{"])
def test_a_file_that_holds_no_object_is_explained(tmp_path, content):
    file = tmp_path / "app.json"
    file.write_bytes(content)

    with pytest.raises(click.BadParameter, match="app.json"):
        metadata_of([str(file)])

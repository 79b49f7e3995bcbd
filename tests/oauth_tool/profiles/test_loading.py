import subprocess
import sys

import pytest

from oauth_tool.profiles import user_files
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.mistakes import InvalidProfile
from oauth_tool.profiles.own_profiles import profile_names
from oauth_tool.profiles.shipped import SHIPPED
from oauth_tool.storage.platform_fields import FIELDS
from oauth_tool.storage.tables import tables_of
from tool_cli.errors import InvalidInput

MINE = "extends: rfc\nname: mine\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The user's own folder, empty."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = user_files.folder()
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_loads_under_its_own_name(name):
    assert load_profile(name).name == name


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_names_a_column_for_every_field(name):
    tables = tables_of(load_profile(name).database)

    for table, fields in FIELDS.items():
        if getattr(tables, table) is None:  # this platform has none
            continue
        named = {column.field for column in getattr(tables, table).columns}
        assert named == set(fields)


def test_endpoints_are_paths_below_an_address():
    profile = load_profile("autogpt")

    url = profile.endpoints.token.url({"backend": "http://localhost:8006/"})

    assert url == "http://localhost:8006/api/oauth/token"


def test_only_the_rfc_profile_is_lenient_about_redirect_uris():
    strict, lenient = load_profile("autogpt").redirect_uris, load_profile("rfc").redirect_uris

    assert not strict.loopback_port_is_flexible
    assert not strict.private_use_schemes
    assert lenient.loopback_port_is_flexible
    assert lenient.private_use_schemes


def test_an_unknown_profile_is_answered_with_the_known_ones(folder):
    (folder / "mine.yaml").write_text(MINE)

    with pytest.raises(InvalidInput) as caught:
        load_profile("nobody")

    assert "known profiles: autogpt, rfc, mine;" in caught.value.hint


def test_a_users_file_is_named_by_its_path(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(MINE)

    assert load_profile(str(file)).name == "mine"


@pytest.mark.parametrize("name", ["mine.yaml", "mine.yml", "./mine", "profiles/mine"])
def test_an_ending_or_a_slash_makes_a_path(name):
    with pytest.raises(InvalidInput, match="cannot read the profile .*: No such file"):
        load_profile(name)


def test_a_file_in_the_users_folder_goes_by_its_name(folder):
    (folder / "mine.yaml").write_text(MINE)

    assert load_profile("mine").name == "mine"
    assert profile_names() == ["autogpt", "rfc", "mine"]


def test_a_file_in_the_users_folder_cannot_take_the_place_of_a_shipped_profile(folder):
    (folder / "autogpt.yaml").write_text("extends: rfc\nname: autogpt\n")

    assert load_profile("autogpt").wire == "autogpt"
    assert profile_names() == ["autogpt", "rfc"]


def test_a_file_in_the_users_folder_must_hold_the_profile_of_its_name(folder):
    (folder / "yours.yaml").write_text(MINE)

    with pytest.raises(InvalidInput, match="calls itself 'mine'"):
        load_profile("yours")


def test_the_only_mistake_is_the_error_and_its_remedy_the_hint(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{MINE}wire: soap\n")

    with pytest.raises(InvalidProfile) as caught:
        load_profile(str(file))

    assert caught.value.message == f"{file}:3:1: wire: 'soap' is not one of autogpt, rfc"
    assert caught.value.hint.startswith("The shape of requests")


def test_of_several_mistakes_the_error_tells_the_first_and_how_to_see_all(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{MINE}wire: soap\ntitle: 7\n")

    with pytest.raises(InvalidProfile) as caught:
        load_profile(str(file))

    assert f"2 mistakes, the first at {file}:3:1: wire" in caught.value.message
    assert caught.value.hint == f"'oauth-tool profiles check {file}' lists them all"
    assert len(caught.value.mistakes) == 2


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_loads_without_the_validator_of_schemas(name):
    script = (
        "import sys; from oauth_tool.profiles.loading import load_profile;"
        f"load_profile({name!r});"
        "print([name for name in sys.modules if name.startswith(('jsonschema', 'platformdirs'))])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)

    assert done.stdout.strip() == b"[]"

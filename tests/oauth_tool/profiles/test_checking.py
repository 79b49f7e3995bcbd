"""Each file in fixtures/profiles is a case; beside a bad one stands what is said of it."""

import copy
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from oauth_tool.profiles.building import profile_from
from oauth_tool.profiles.checking import checked_file
from oauth_tool.profiles.shipped import shipped_document
from tool_cli.errors import InvalidInput

FIXTURES = Path(__file__).parents[3] / "fixtures" / "profiles"
GOOD = sorted((FIXTURES / "good").iterdir())
BAD = sorted((FIXTURES / "bad").glob("*.yaml"))
ON_FILES = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # it is overwritten
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def stem(file):
    return file.stem


def check(file, content):
    file.write_bytes(content if isinstance(content, bytes) else yaml.dump(content).encode())
    return checked_file(file)


def paths_in(document, above=()):
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in entries:
        yield (*above, key)
        if isinstance(value, dict | list):
            yield from paths_in(value, (*above, key))


WHOLE = {**shipped_document("rfc"), "name": "mine"}
PATHS = list(paths_in(WHOLE))


@pytest.mark.parametrize("file", GOOD, ids=stem)
def test_a_right_profile_has_no_mistakes(file):
    checked = checked_file(file)

    assert checked.mistakes == ()
    assert profile_from(checked.document).name == checked.document["name"]


@pytest.mark.parametrize("file", BAD, ids=stem)
def test_every_mistake_is_named_with_its_place_and_remedy(file, monkeypatch):
    monkeypatch.chdir(file.parent)

    mistakes = checked_file(Path(file.name)).mistakes

    expected = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert [str(mistake) for mistake in mistakes] == expected
    assert mistakes


def test_what_a_profile_extends_is_filled_in():
    staging = checked_file(FIXTURES / "good" / "extends_with_addresses_alone.yaml").document
    whole = shipped_document("autogpt")

    assert staging["addresses"]["backend"] == "https://api.staging.example"
    assert {key for key in whole if staging[key] != whole[key]} == {"name", "addresses"}


def test_an_empty_value_removes_what_a_profile_extends():
    older = checked_file(FIXTURES / "good" / "extends_and_removes.yaml").document

    assert "WRITE_GRAPH" not in older["scopes"]
    assert "IDENTITY" in older["scopes"]
    assert older["grant_types"][1] == "urn:ietf:params:oauth:grant-type:device_code"
    assert older["credentials"]["scrypt"] == {"n": 32768, "r": 8, "p": 1, "length": 32}


@pytest.mark.parametrize("path", ["missing.yaml", ".", "nul\0.yaml"])
def test_a_file_that_cannot_be_read_is_an_error_and_no_mistake(path):
    with pytest.raises(InvalidInput, match="cannot read the profile"):
        checked_file(Path(path))


@ON_FILES
@given(st.sampled_from(PATHS), VALUES)
@example(("credentials", "scrypt", "n"), 2)
@example(("database", "tables", "clients", "columns"), {})
@example(("addresses", "platform"), "http://[")
def test_whatever_stands_anywhere_is_either_a_mistake_or_a_profile(tmp_path, path, value):
    document = copy.deepcopy(WHOLE)
    inner = document
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value

    checked = check(tmp_path / "mine.yaml", document)

    assert checked.mistakes or profile_from(checked.document)


@ON_FILES
@given(
    st.binary()
    | st.text().map(str.encode)
    | st.text("[]{}&*:-? \n'\"!<a", max_size=40).map(str.encode)
)
def test_no_bytes_make_it_fail(tmp_path, data):
    assert check(tmp_path / "mine.yaml", data).mistakes

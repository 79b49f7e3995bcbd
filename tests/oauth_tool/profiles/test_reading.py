import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.profiles.mistakes import Place
from oauth_tool.profiles.reading import read_source
from oauth_tool.profiles.source import PROFILE

CHARACTERS = st.characters(exclude_categories=["Cs"])
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(CHARACTERS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(CHARACTERS), inner),
    max_leaves=20,
)


def only_mistake(data):
    (mistake,) = read_source("f", data).mistakes
    return mistake


def test_an_entry_of_a_mapping_stands_at_its_key_and_an_item_at_itself():
    source = read_source("f", b"a:\n  b: [1,\n    two]\n")

    assert source.content == {"a": {"b": [1, "two"]}}
    assert source.places == {
        (): Place(line=1, column=1),
        ("a",): Place(line=1, column=1),
        ("a", "b"): Place(line=2, column=3),
        ("a", "b", 0): Place(line=2, column=7),
        ("a", "b", 1): Place(line=3, column=5),
    }


@given(DOCUMENTS)
def test_what_yaml_writes_is_read_as_it_was(document):
    source = read_source("f", yaml.safe_dump(document).encode())

    assert source.content == document
    assert source.mistakes == ()


def test_aliases_stand_for_what_they_name():
    assert read_source("f", b"a: &x {k: v}\nb: *x\n").content == {"a": {"k": "v"}, "b": {"k": "v"}}


def test_a_byte_order_mark_is_no_content():
    assert read_source("f", b"\xef\xbb\xbfa: 1\n").content == {"a": 1}


def test_what_is_not_utf_8_is_named_with_its_place():
    mistake = only_mistake("a: 1\nb: é".encode("latin-1"))

    assert str(mistake) == "f:2:4: this is not UTF-8. Hint: save it as UTF-8."


def test_a_control_character_is_named_with_its_place():
    assert str(only_mistake(b"a: 1\nb: \x1b[31m")).startswith("f:2:4: a control character")


def test_a_huge_file_is_refused_before_it_is_parsed():
    assert "larger than 256 KiB" in str(only_mistake(b"[" * (PROFILE.kibibytes * 1024 + 1)))


def test_a_thousand_brackets_are_refused_before_they_recurse():
    assert "f:1:31: this is nested more than 30 deep" in str(only_mistake(b"[" * 100_000))


@pytest.mark.parametrize("number", [b"1" * 5000, b"!!int x", b"!!bool x"])
def test_what_no_number_or_boolean_can_be_is_a_mistake(number):
    assert "to YAML" in str(only_mistake(b"a: " + number))


def test_whatever_is_repeated_the_first_one_counts():
    source = read_source("f", b"a: 1\na: 2\n")

    assert source.content == {"a": 1}
    assert str(source.mistakes[0]).startswith("f:2:1: a: the key stands in line 1 already")

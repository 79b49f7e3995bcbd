"""YAML is plain data by the core schema of YAML 1.2, bounded, each node with its place."""

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from api_schema.validation.reading.text import Place, Unreadable
from api_schema.validation.reading.yaml_text import parse_yaml

WORDS = st.text("abcdefgh xyz:-#'\"\n", max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.booleans())
def test_what_was_written_is_read(value, flow):
    text = yaml.safe_dump(value, default_flow_style=flow)

    assert parse_yaml(text, "x.yaml").document == value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("2020-01-01", "2020-01-01"),
        ("1_000", "1_000"),
        ("012", 12),
        ("0o12", 10),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("~", None),
        ("", None),
        ("True", True),
        ("-.inf", -math.inf),
        ('"true"', "true"),
        ("!!str 3", "3"),
        ("!!float 3", 3.0),
        ("'8.0'", "8.0"),
    ],
)
def test_plain_words_mean_what_yaml_1_2_says(word, value):
    document = parse_yaml(f"a: {word}\n", "x.yaml").document

    assert document == {"a": value}
    assert type(document["a"]) is type(value)


def test_keys_are_texts_and_merged_ones_give_way():
    text = "base: &base {a: 1, b: 2}\n200:\n  <<: *base\n  b: 3\ntrue: {<<: [*base, {c: 4}]}\n"

    assert parse_yaml(text, "x.yaml").document == {
        "base": {"a": 1, "b": 2},
        "200": {"a": 1, "b": 3},
        "true": {"a": 1, "b": 2, "c": 4},
    }


def test_places_are_those_of_keys_and_of_list_items():
    parsed = parse_yaml("a:\n  b:\n  - c: 1\n    d: 2\n", "x.yaml")

    assert parsed.places([("a", "b"), ("a", "b", 0), ("a", "b", 0, "d"), ("z",)]) == {
        ("a", "b"): Place(2, 3),
        ("a", "b", 0): Place(3, 5),
        ("a", "b", 0, "d"): Place(4, 5),
    }


def test_a_key_that_is_there_twice_has_its_place():
    (duplicate,) = parse_yaml("a:\n  b: 1\n  'b': 2\n", "x.yaml").duplicates

    assert (duplicate.keys, duplicate.place) == (("a", "b"), Place(3, 3))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [", r"x.yaml:2:1: did not find expected node content"),
        ("!!python/object/apply:os.system [x]", "python/object/apply:os.system is no plain data"),
        ("a: !secret b", "the tag !secret is no plain data"),
        ("a: &a [*a]", r"x.yaml:1:8: the alias \*a stands for nothing, or itself"),
        ("? [a]\n: b", "a key is an object or an array"),
        ("a: 1\n---\nb: 2", "more than one document"),
        ("a: \x00", "control characters are not allowed"),
        ("[" * 100_000, "levels deep"),
        ("- " * 100_000 + "a", "levels deep"),
    ],
)
def test_what_is_no_plain_data_is_an_error(text, why):
    with pytest.raises(Unreadable, match=why):
        parse_yaml(text, "x.yaml")


def test_aliases_of_aliases_are_bounded():
    lines = ["a0: &a0 [1,1,1,1,1,1,1,1,1]"]
    lines += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]

    with pytest.raises(Unreadable, match="nodes, aliases written out"):
        parse_yaml("\n".join(lines), "x.yaml")

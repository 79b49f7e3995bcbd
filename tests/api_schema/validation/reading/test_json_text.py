"""JSON is read as json.loads reads it, and each node's place is where it stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_schema.validation.reading.json_text import parse_json
from api_schema.validation.reading.text import Place, Unreadable

KEYS = st.text(max_size=6)
SCALARS = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text() | st.floats(-9, 9)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)
LAYOUTS = st.sampled_from([{}, {"indent": 2}, {"separators": (" ,\n ", "\t:\r\n")}])


def every_place(value, keys=()):
    yield keys, value
    children = {list: enumerate, dict: dict.items}.get(type(value), lambda _: ())(value)
    for key, child in children:
        yield from every_place(child, (*keys, key))


def index_of(text, place):
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1


@given(VALUES, LAYOUTS, st.booleans())
def test_every_node_is_found_where_it_stands(value, layout, ascii_only):
    text = json.dumps(value, ensure_ascii=ascii_only, **layout)
    nodes = dict(every_place(value))

    parsed = parse_json(text.encode(), "x.json")
    places = parsed.places(nodes)

    assert parsed.document == json.loads(text)
    assert places.keys() == nodes.keys()
    for keys, place in places.items():
        here = index_of(text, place)
        if keys and isinstance(keys[-1], str):
            assert json.JSONDecoder().raw_decode(text, here)[0] == keys[-1]
        else:
            assert json.JSONDecoder().raw_decode(text, here)[0] == nodes[keys]


@given(st.lists(st.tuples(KEYS, st.dictionaries(KEYS, SCALARS, max_size=2)), max_size=6))
def test_each_key_that_is_there_twice_is_found(pairs):
    text = "{" + ", ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in pairs) + "}"
    keys = [key for key, _ in pairs]
    expected = [(key,) for index, key in enumerate(keys) if key in keys[:index]]

    parsed = parse_json(text.encode(), "x.json")

    assert [duplicate.keys for duplicate in parsed.duplicates] == expected
    assert parsed.document == json.loads(text)


@pytest.mark.parametrize(
    ("text", "keys", "place"),
    [
        ('{"a": {"b": 1,\n "b": 2}}', ("a", "b"), Place(2, 2)),
        ('[{"\\u003a": 1, ":": 2}]', (0, ":"), Place(1, 16)),
        ('{"a": [[{"c": [], "c": NaN}]]}', ("a", 0, 0, "c"), Place(1, 19)),
    ],
)
def test_a_key_that_is_there_twice_deep_inside_has_its_place(text, keys, place):
    (duplicate,) = parse_json(text.encode(), "x.json").duplicates

    assert (duplicate.keys, duplicate.place) == (keys, place)


def test_surrogate_pairs_are_read_and_half_ones_are_an_error():
    assert parse_json(b'"\\ud83d\\ude80"', "x.json").document == "🚀"
    with pytest.raises(Unreadable, match="half of a surrogate pair"):
        parse_json(b'"\\ud83d"', "x.json")


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_know_are_noted(word):
    assert parse_json(f"[{word}]".encode(), "x.json").odd_numbers


def test_places_of_what_is_not_there_are_left_out():
    assert parse_json(b'{"a": [1]}', "x.json").places([("a", 3), ("b", "c"), ("a", 0, 1)]) == {}


@pytest.mark.parametrize("text", ['{"a": 1,}', "", "{", '{"a"}', "[1 2]"])
def test_what_is_no_json_is_an_error_with_its_place(text):
    with pytest.raises(Unreadable, match=r"cannot read x.json:1:\d+: "):
        parse_json(text.encode(), "x.json")


def test_a_number_that_python_does_not_read_is_an_error():
    with pytest.raises(Unreadable, match="more digits than programs read"):
        parse_json(b"[" + b"9" * 5000 + b"]", "numbers.json")


@pytest.mark.parametrize("bracket", ["[]", ("{'a':", "}")])
def test_what_is_nested_too_deep_is_an_error(bracket):
    opener, closer = (part.replace("'", '"') for part in bracket)

    with pytest.raises(Unreadable, match="levels deep"):
        parse_json((opener * 100_000 + "1" + closer * 100_000).encode(), "x.json")

"""Places that are counted are those that are read."""

import json

from hypothesis import given
from hypothesis import strategies as st

from api_schema.validation.reading.counted_places import can_be_counted, counted_places
from api_schema.validation.reading.json_places import places_in

NASTY = st.text(alphabet='{}[]":,\\ é🚀\n', max_size=8)
VALUES = st.recursive(
    NASTY | st.none() | st.integers(-99, 99) | st.floats(-9, 9),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(NASTY, inner, max_size=5),
    max_leaves=40,
)
LAYOUTS = st.sampled_from(
    [
        {},
        {"indent": 2},
        {"indent": "\t", "ensure_ascii": False},
        {"separators": (",", ":"), "ensure_ascii": False},
        {"separators": (" ,\n ", "\t:\r\n")},
    ]
)


def keys_in(value, keys=()):
    yield keys
    for key, child in value.items() if isinstance(value, dict) else ():
        yield from keys_in(child, (*keys, key))
    for index, child in enumerate(value) if isinstance(value, list) else ():
        yield from keys_in(child, (*keys, index))


@given(VALUES, LAYOUTS, st.data())
def test_counting_and_reading_find_the_same_places(value, layout, data):
    text = json.dumps(value, **layout)
    wanted = data.draw(st.sets(st.sampled_from(list(keys_in(value)))))

    assert can_be_counted(text.encode())
    assert counted_places(text.encode(), value, wanted) == places_in(text, wanted)


def test_a_text_with_escaped_brackets_or_colons_is_not_counted():
    assert not any(can_be_counted(rf'"\u00{code}"'.encode()) for code in ("3a", "3A", "5d", "7D"))
    assert can_be_counted(rb'"\u005b\u007b"')


@given(VALUES, LAYOUTS, st.data())
def test_what_was_counted_before_changes_no_place(value, layout, data):
    text = json.dumps(value, **layout)
    some = st.sets(st.sampled_from(list(keys_in(value))))
    known = {}

    for wanted in data.draw(st.lists(some, min_size=2, max_size=3)):
        assert counted_places(text.encode(), value, wanted, known) == places_in(text, wanted)

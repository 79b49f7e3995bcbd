"""What Prettier gives, for each of its rules; tests/interop compares with Prettier itself."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_schema.styles.prettier import prettier, prettier_open
from api_schema.styles.widths import width_of

WIDE = "漢" * 33  # takes 66 columns


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({}, "{}\n"),
        ([], "[]\n"),
        (
            {"a": {"b": [1, -2.50, 1e16, True, None]}},
            '{ "a": { "b": [1, -2.5, 1e16, true, null] } }\n',
        ),
        ({"a": [{"b": 1}, {"c": 2}]}, '{ "a": [{ "b": 1 }, { "c": 2 }] }\n'),
        (
            {"a": [{"b": 1, "c": 2}, {"b": 3, "c": 4}]},
            '{\n  "a": [\n    { "b": 1, "c": 2 },\n    { "b": 3, "c": 4 }\n  ]\n}\n',
        ),
        ({"a": [[1, 2], [3, 4]]}, '{\n  "a": [\n    [1, 2],\n    [3, 4]\n  ]\n}\n'),
        ({"a": [[1, 2], {"b": 3, "c": 4}]}, '{ "a": [[1, 2], { "b": 3, "c": 4 }] }\n'),
        ({"a": WIDE, "b": 1}, f'{{\n  "a": "{WIDE}",\n  "b": 1\n}}\n'),
    ],
)
def test_each_rule_of_the_layout(content, text):
    assert prettier(content) == text


def test_a_line_may_take_eighty_columns_and_no_more():
    assert prettier({"a": "x" * 69}) == f'{{ "a": "{"x" * 69}" }}\n'
    assert prettier({"a": "x" * 70}) == f'{{\n  "a": "{"x" * 70}"\n}}\n'


def test_numbers_fill_the_lines():
    numbers = list(range(100, 140))

    lines = prettier(numbers).splitlines()

    assert lines[1] == f"  {', '.join(map(str, range(100, 115)))},"
    assert len(lines) == 5


def test_objects_of_an_indented_source_stay_open_and_lists_do_not():
    assert prettier_open({"a": {"b": [1, 2]}, "c": [{}]}) == (
        '{\n  "a": {\n    "b": [1, 2]\n  },\n  "c": [{}]\n}\n'
    )


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("漢", 2),
        ("e\u0301", 1),
        ("👍🏽", 2),
        ("👩\u200d💻", 2),
        ("🇩🇪", 2),
        ("1\ufe0f\u20e3", 2),
        ("✔", 1),
        ("✔\ufe0f", 2),
    ],
)
def test_the_width_of_a_text_is_what_a_terminal_shows(text, width):
    assert width_of(text) == width


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=30,
)


@given(values)
def test_the_data_stay_the_same(content):
    assert json.loads(prettier(content)) == content
    assert json.loads(prettier_open(content)) == content

"""YAML holds the same data as the JSON that it stands for, for readers of 1.1 and 1.2."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from api_schema.styles.yaml_text import yaml_text
from api_schema.validation.reading.source import parse_text

SPECIAL = (
    r"""no 1e3 0x1 1:30 2020-01-01 #x &a *b { } [ ] ~ null << = ! % @ ` " ' \ | > é x --- ..."""
)
PIECES = (
    *SPECIAL.split(),
    *("a: b", " #x", "\n", "\t", "- ", "? ", "\r", "\x00", "\x85", "\u2028", "\ufeff", "\x7f", " "),
)
pieces = st.sampled_from(PIECES)
texts = st.text() | st.lists(pieces, max_size=5).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
@example({"a": 1e16, "b": [[], {}, [[1]], {"c": "x\n\n"}]})
def test_readers_take_it_for_the_same_data(content):
    text = yaml_text(content)

    assert yaml.load(text, Loader=yaml.CSafeLoader) == content
    assert yaml.safe_load(text) == content


@given(st.dictionaries(texts, values, max_size=4))
def test_this_tool_reads_what_it_wrote(content):
    assert parse_text(yaml_text(content).encode(), "openapi.yaml").document == content


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            {"openapi": "3.1.0", "info": {"title": "Orders", "x": []}},
            'openapi: "3.1.0"\ninfo:\n  title: Orders\n  x: []\n',
        ),
        (
            {"tags": [{"name": "no", "in": "query"}, "a"]},
            'tags:\n  - name: "no"\n    in: query\n  - a\n',
        ),
        (
            {"/orders/{id}": {"description": "One.\n\nTwo.\n"}},
            "/orders/{id}:\n  description: |\n    One.\n\n    Two.\n",
        ),
        ({"$ref": "#/components/schemas/Order"}, '$ref: "#/components/schemas/Order"\n'),
    ],
)
def test_it_reads_as_a_person_would_write_it(content, text):
    assert yaml_text(content) == text

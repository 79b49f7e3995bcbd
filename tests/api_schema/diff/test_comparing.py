"""Changes between documents: none is missed, none is invented, each has its nature."""

import copy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api_schema.diff.change import Kind, Nature
from api_schema.diff.comparing import changes_between
from api_schema.diff.words import as_text

keys = st.text(max_size=3) | st.sampled_from(
    ["paths", "/orders", "get", "parameters", "name", "in", "$ref", "schemas", "description", "url"]
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(allow_nan=False)
    | st.text(max_size=3)
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=30,
)


@given(values)
def test_a_document_does_not_differ_from_itself(content):
    assert changes_between(content, copy.deepcopy(content)) == []


@given(values, values)
@example([1], [1.0])
@example([True], [1])
def test_documents_without_changes_between_them_are_equal(earlier, later):
    found = changes_between(earlier, later)

    assert (found == []) == is_same(earlier, later)
    assert [change.kind for change in changes_between(later, earlier)].count(Kind.ADDED) == [
        change.kind for change in found
    ].count(Kind.REMOVED)


@given(st.data())
def test_every_changed_leaf_is_reported_where_it_is(data):
    earlier = data.draw(values.filter(lambda value: list(ways_to_leaves(value))))
    way = data.draw(st.sampled_from(list(ways_to_leaves(earlier))))
    later = replaced(earlier, way, "another value")

    found = changes_between(earlier, later)

    assert any(change.keys == way[: len(change.keys)] for change in found)


def ways_to_leaves(node, way=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from ways_to_leaves(value, (*way, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from ways_to_leaves(value, (*way, index))
    else:
        yield way


def replaced(node, way, value):
    if not way:
        return value
    changed = copy.copy(node)
    changed[way[0]] = replaced(node[way[0]], way[1:], value)
    return changed


def is_same(one, other):
    """Compare as JSON does: true is no number."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and one == other


OPERATION = {"summary": "List", "parameters": [], "responses": {"200": {"description": "OK"}}}


def document(**changed):
    return {"openapi": "3.1.0", "paths": {"/orders": {"get": {**OPERATION, **changed}}}}


QUERY = {"name": "q", "in": "query"}
LIMIT = {"name": "n", "in": "query"}
FILES = ({"format": "binary"}, {"contentMediaType": "application/octet-stream"})


@pytest.mark.parametrize(
    ("earlier", "later", "nature", "line"),
    [
        (
            {"summary": "List"},
            {"summary": "All"},
            Nature.DOCUMENTATION,
            '~ summary: "List" → "All"  (documentation)',
        ),
        (
            {"tags": ["a", "b"]},
            {"tags": ["b", "a"]},
            Nature.ORDER,
            "~ tags: another order  (order)",
        ),
        ({"deprecated": False}, {"deprecated": 0}, Nature.MEANING, "~ deprecated: false → 0"),
        (
            {"parameters": [QUERY, {**LIMIT, "maximum": 9}]},
            {"parameters": [{**LIMIT, "maximum": 5}]},
            Nature.MEANING,
            "~ parameters/n in query/maximum: 9 → 5",
        ),
        (
            {"properties": {"description": {"type": "string"}}},
            {"properties": {"description": {"type": "integer"}}},
            Nature.MEANING,
            '~ properties/description/type: "string" → "integer"',
        ),
        (
            {"schema": FILES[0]},
            {"schema": FILES[1]},
            Nature.FRAMEWORK,
            '- schema/format: "binary"  (framework)',
        ),
    ],
)
def test_each_change_has_its_nature_and_a_line(earlier, later, nature, line):
    found = changes_between(document(**earlier), document(**later))

    assert nature in {change.nature for change in found}
    assert f"\n    {line}\n" in as_text(found)


def test_operations_and_schemas_are_named():
    earlier = document() | {"components": {"schemas": {"Order": {}, "ValidationError": {}}}}
    later = {
        "openapi": "3.1.0",
        "paths": {"/orders": {"get": OPERATION}, "/items": {"put": {}, "post": {}}},
    }

    text = as_text(changes_between(earlier, {**later, "components": {"schemas": {}}}))

    assert text.splitlines() == [
        "+ POST /items",
        "+ PUT /items",
        "- schema Order",
        "- schema ValidationError  (framework)",
        "4 changes: 1 by a version of the framework",
    ]

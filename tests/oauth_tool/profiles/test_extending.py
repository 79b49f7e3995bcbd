import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.profiles.extending import filled_in, merged

DOCUMENTS = st.dictionaries(
    st.text(max_size=3),
    st.recursive(
        st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
        lambda inner: st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


# https://www.rfc-editor.org/rfc/rfc7396#appendix-A, the cases whose target is an object
@pytest.mark.parametrize(
    ("base", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_it_merges_as_rfc_7396_says(base, patch, result):
    assert merged(base, patch) == result


@given(DOCUMENTS, DOCUMENTS)
def test_merging_nothing_or_the_same_again_changes_nothing(base, patch):
    assert merged(base, {}) == base
    once = merged(base, patch)
    assert merged(once, patch) == once


def test_a_name_is_never_taken_over():
    assert "name" not in filled_in({"extends": "autogpt"})


def test_the_shipped_profile_stays_as_it_is():
    filled_in({"extends": "rfc", "scopes": {"openid": None}})

    assert "openid" in filled_in({"extends": "rfc"})["scopes"]

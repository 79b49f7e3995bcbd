from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.oauth.scopes import not_among, parse_scope

SCOPES = st.lists(st.text("ABC_:", min_size=1), unique=True)


@given(SCOPES)
def test_a_scope_parameter_comes_back_as_it_was_written(scopes):
    assert parse_scope(" ".join(scopes)) == tuple(scopes)


def test_a_repeated_scope_counts_once():
    assert parse_scope(" READ  WRITE READ ") == ("READ", "WRITE")


def test_scopes_that_are_not_allowed_are_named_in_order():
    assert not_among(["C", "A", "B"], {"A"}) == ("C", "B")

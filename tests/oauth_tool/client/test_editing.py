"""Requests that a person changes before they are sent."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.client.asking import pairs_in
from oauth_tool.client.editing import Edits, edited, parameters_of
from oauth_tool.client.messages import Request
from oauth_tool.client.problems import StepFailed

PARAMETERS = st.dictionaries(st.text(min_size=1, max_size=9), st.text(max_size=9), min_size=1)
TYPES = {"form": "application/x-www-form-urlencoded", "json": "application/json"}


def request_with(parameters, kind):
    text = urlencode(parameters) if kind == "form" else json.dumps(parameters)
    headers = (("Content-Type", TYPES[kind]),)
    return Request(method="POST", url="https://a.example", headers=headers, body=text.encode())


@given(before=PARAMETERS, values=PARAMETERS, kind=st.sampled_from(list(TYPES)))
def test_what_is_edited_changes_and_all_else_stays(before, values, kind):
    request = request_with(before, kind)

    changed = parameters_of(edited(request, Edits(values=values, left_out=[*before][:1])))

    expected = {**before, **values}
    del expected[next(iter(before))]
    assert changed == expected
    assert parameters_of(edited(request, Edits())) == before


def test_a_request_without_a_body_goes_elsewhere_and_keeps_having_none():
    request = Request(method="GET", url="https://a.example/me")

    moved = edited(request, Edits(values={"a": "b"}, url="https://a.example/you"))

    assert (moved.url, moved.body) == ("https://a.example/you", b"")


def test_parameters_are_written_one_a_line():
    assert pairs_in("a=b=c\n\n x = y \n") == (("a", "b=c"), ("x", "y"))
    for wrong in ("a", "=b", "a=b\nc"):
        with pytest.raises(StepFailed, match="is no parameter"):
            pairs_in(wrong)

import re
from urllib.parse import unquote_to_bytes, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.oauth.parameters import read_parameters
from oauth_tool.oauth.protocol_errors import InvalidRequest

ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
TEXT = st.text(st.characters(codec="utf-8"))


@given(st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=20))
def test_parameters_come_back_as_they_were_encoded(pairs):
    assert read_parameters(urlencode(pairs)).pairs == tuple(pairs)


@given(st.binary(max_size=60) | st.text("%8Cc3aA9&=+", max_size=30).map(str.encode))
def test_whatever_is_sent_is_read_or_refused(data):
    text = data.decode("latin-1")

    if is_utf_8(text):
        pairs = read_parameters(text).pairs
        assert read_parameters(urlencode(pairs)).pairs == pairs
    else:
        with pytest.raises(InvalidRequest, match="cannot be read"):
            read_parameters(text)


def is_utf_8(text):
    """Tell whether all that is percent-encoded in a text is UTF-8."""
    try:
        return all(unquote_to_bytes(run).decode() for run in ESCAPED.findall(text))
    except UnicodeDecodeError:
        return False


def test_a_parameter_counts_once_unless_the_standard_says_otherwise():
    parameters = read_parameters("resource=a&resource=b&state=&state=x")

    assert parameters.every("resource") == ("a", "b")
    assert parameters.repeated == ("state",)
    with pytest.raises(InvalidRequest, match="state"):
        parameters.require_each_once()


def test_an_empty_parameter_is_none():
    with pytest.raises(InvalidRequest, match="code is missing"):
        read_parameters("code=").required("code")

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oauth_tool.web.platform_bodies import a_text, loaded

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON, st.booleans(), st.sampled_from([None, "utf-8", "UTF-8", "utf-16"]))
def test_a_body_means_what_python_says_that_it_means(value, in_ascii, charset):
    text = json.dumps(value, ensure_ascii=in_ascii).encode(charset or "utf-8")

    assert loaded(text, charset) == value


@given(st.binary())
@example(b'{"a": NaN}')
@example(b'"\\ud800"')
@example(b'{"a": 1, "a": 2}')
@example(b"\xef\xbb\xbf{}")
@example(b"[" * 5000 + b"]" * 5000)
def test_what_python_reads_is_read_and_nothing_else(text):
    assert _outcome(lambda: loaded(text, None)) == _outcome(lambda: json.loads(text.decode()))


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "x\udc80"])
def test_a_text_that_no_database_holds_is_refused(text):
    assert a_text({"field": text}, "field")["type"] == "string_unicode"


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_every_other_text_is_taken(text):
    assert a_text({"field": text}, "field") is None


def _outcome(read):
    try:
        return repr(read())
    except (ValueError, RecursionError) as error:
        return type(error)

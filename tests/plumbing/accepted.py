"""Strategies for what the rules of registration accept."""

from hypothesis import strategies as st

from oauth_tool.oauth.redirect_uris import problem_with

STORABLE = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
NAMES = st.text(STORABLE, max_size=200).filter(str.strip)
DESCRIPTIONS = st.text(STORABLE, max_size=200)
_VISIBLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
URIS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["https://app.example", "http://localhost:8080", "http://[::1]"]),
    st.sampled_from(["/", "?", "/cb?x='1',2&y=", '/"quoted"?a={b}', "/%00%ff;,$1${HOME}"]),
    st.text(_VISIBLE, max_size=60),
).filter(lambda uri: problem_with(uri) is None)
URI_LISTS = st.lists(URIS, min_size=1, max_size=3, unique=True).map(tuple)

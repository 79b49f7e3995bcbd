import json
from dataclasses import astuple
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.client.masking import DOTS, Mask
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Exchange, shown

PREFIXES = ("agpt_secret_", "agpt_xt_", "agpt_rt_")
JSON = (("Content-Type", "application/json"),)
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


@pytest.fixture
def mask():
    return Mask(prefixes=PREFIXES, secrets=("hidden-value", 'with "quotes" & more'))


@pytest.mark.parametrize(
    ("secret", "seen"),
    [("agpt_xt_abc", f"agpt_xt_{DOTS}"), ("agpt_secret_abc", f"agpt_secret_{DOTS}"), ("x", DOTS)],
)
def test_a_secret_shows_what_kind_it_is_and_nothing_else(mask, secret, seen):
    assert mask.value(secret) == seen


def test_members_with_secret_names_are_hidden_at_any_depth(mask):
    document = {"a": [{"client_secret": "s1", "detail": {"code": ["s2"]}}], "token_type": "Bearer"}

    seen = json.loads(mask.body(json.dumps(document).encode(), JSON))

    assert seen == {
        "a": [{"client_secret": DOTS, "detail": {"code": [DOTS]}}],
        "token_type": "Bearer",
    }


def test_an_echo_of_what_was_sent_is_hidden_under_any_name(mask):
    body = b'{"detail":[{"loc":["body","x"],"input":"hidden-value"}],"hidden-value":1}'

    assert "hidden-value" not in mask.body(body, JSON)


def test_a_number_that_is_no_secret_stays(mask):
    assert json.loads(mask.body(b'{"exp": 1790000000, "active": true}', JSON)) == {
        "exp": 1790000000,
        "active": True,
    }


@pytest.mark.parametrize(
    "prose",
    ["Invalid token: access token has been revoked", "state: unknown", "the code expired"],
)
def test_prose_about_secrets_stays_readable(mask, prose):
    assert mask.loose_text(prose) == prose


@pytest.mark.parametrize(
    "text",
    [
        '{"access_token": "leaked1234", ',
        "{'access_token': 'leaked1234'}",
        "access_token=leaked1234&x=1",
        "code = leaked1234",
        "an agpt_xt_leaked1234 token of somebody",
    ],
)
def test_what_cannot_be_parsed_is_searched_for_names_and_for_tokens(mask, text):
    assert "leaked1234" not in mask.body(text.encode(), ())


@pytest.mark.parametrize(
    "spelling",
    ["with%20%22quotes%22%20%26%20more", "with+%22quotes%22+%26+more", r"with \"quotes\" & more"],
)
def test_a_known_secret_is_found_however_it_is_spelled(mask, spelling):
    assert mask.body(f"<b>{spelling}</b>".encode(), ()) == f"<b>{DOTS}</b>"


def test_a_form_is_shown_one_parameter_a_line(mask):
    body = b"grant_type=refresh_token&refresh_token=agpt_rt_1&scope=a+b"

    assert (
        mask.body(body, FORM)
        == f"grant_type=refresh_token\nrefresh_token=agpt_rt_{DOTS}\nscope=a%20b"
    )


def test_bytes_that_are_no_text_are_only_counted(mask):
    assert mask.body(b"\xff\xfehidden", ()) == "(8 bytes that are no text)"
    assert mask.body(b"h\0i\0", ()) == "(4 bytes that are no text)"


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        (
            "https://a.example/cb?code=abc&state=xyz",
            f"https://a.example/cb?code={DOTS}&state={DOTS}",
        ),
        ("https://a.example/cb#access_token=abc", f"https://a.example/cb#access_token={DOTS}"),
        ("https://user:pw@a.example/x", "https://a.example/x"),
        ("/cb?error=access_denied&state=", "/cb?error=access_denied&state="),
        (
            "https://a.example/?next=%2Fcb%3Fcode%3Dabc",
            f"https://a.example/?next=/cb%3Fcode%3D{DOTS}",
        ),
        ("https://a.example/?scope=A+B", "https://a.example/?scope=A%20B"),
        ("https://[broken?code=abc", f"https://[broken?code={DOTS}"),
    ],
)
def test_secrets_in_urls_are_hidden(mask, url, seen):
    assert mask.url(url) == seen


@pytest.mark.parametrize(
    ("name", "value", "seen"),
    [
        ("Authorization", "Bearer agpt_xt_abc", f"Bearer agpt_xt_{DOTS}"),
        ("authorization", "Basic YTpi", f"Basic {DOTS}"),
        ("Set-Cookie", "session=abc; HttpOnly", DOTS),
        ("Cookie", "session=abc", DOTS),
        ("Location", "/cb?code=abc", f"/cb?code={DOTS}"),
        ("X-Echo", "hidden-value", DOTS),
        ("Content-Type", "application/json", "application/json"),
    ],
)
def test_secrets_in_headers_are_hidden(mask, name, value, seen):
    assert mask.headers(((name, value),)) == ((name, seen),)


# Whatever a real secret may look like, and a little more. The dots themselves are no secret.
secrets = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="•"),
    min_size=8,
    max_size=40,
)
names = st.sampled_from(["detail", "error", "token", "client_secret", "x y", "input", "state"])


def documents(leaves):
    return st.recursive(
        leaves | st.integers() | st.none(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(names | leaves, inner, max_size=3)
        ),
        max_leaves=8,
    )


@st.composite
def leaky_exchanges(draw):
    """Return secrets and an exchange that mentions them wherever it can."""
    known = draw(st.lists(secrets, min_size=1, max_size=3))
    leaves = st.sampled_from(known) | st.sampled_from(known).map(lambda text: f"so: {text}!")
    pairs = draw(st.lists(st.tuples(names, leaves), max_size=4))
    body, headers = draw(
        documents(leaves).map(lambda document: (json.dumps(document), JSON))
        | st.just((urlencode(pairs), FORM))
        | leaves.map(lambda text: (text, ()))
    )
    url = f"https://a.example/{draw(st.sampled_from(['', 'x/']))}?{urlencode(pairs)}"
    echoed = draw(leaves)
    response = Response(
        status=400,
        reason=echoed,
        headers=(*headers, ("Location", url), ("X-Echo", echoed), ("Set-Cookie", f"a={echoed}")),
        body=body.encode(),
    )
    request = Request(
        method="POST",
        url=url,
        headers=(*headers, ("Authorization", f"Bearer {echoed}")),
        body=body.encode(),
    )
    return known, request, response


@given(leaky_exchanges())
def test_no_known_secret_is_ever_seen_in_an_exchange(case):
    known, request, response = case
    exchange = Exchange(step=Step.TOKEN, request=request, response=response, started_at=None)

    seen = _texts(astuple(shown(exchange, Mask(prefixes=PREFIXES, secrets=known))))

    # What is always there says nothing: a secret may be called "IDENTITY" or "https://".
    harmless = _texts(astuple(shown(_without(exchange), Mask())))
    assert [text for text in seen if any(s in text for s in known)] == [
        text for text in harmless if any(s in text for s in known)
    ]


def _without(exchange):
    return Exchange(
        step=exchange.step,
        request=Request(method="POST", url=""),
        response=Response(status=400),
        started_at=None,
    )


def _texts(value):
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    return [str(value)]

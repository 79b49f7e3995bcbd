from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.oauth.redirect_uris import (
    check_redirect_uri,
    is_loopback,
    origin_of,
    problem_with,
    same_but_for_loopback_port,
    with_parameters,
)
from tool_cli.errors import InvalidInput


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example/callback",
        "https://app.example:8443/callback?x='1',2",
        'https://app.example/cb?q="quoted"',
        "http://localhost:3000/cb",
        "http://127.0.0.1/cb",
        "http://127.8.9.10:1/cb",
        "http://[::1]:9876/cb",
        "https://app.example",
    ],
)
def test_https_and_loopback_uris_are_accepted(uri):
    assert problem_with(uri) is None


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("", "empty"),
        ("javascript:alert(1)", "scheme 'javascript'"),
        ("data:text/html,x", "scheme 'data'"),
        ("app.example/callback", "no scheme"),
        ("//app.example/callback", "no scheme"),
        ("https:///callback", "no host"),
        ("https://app.example/cb#part", "fragment"),
        ("https://app.example/cb#", "fragment"),
        ("https://user@app.example/cb", "user name"),
        ("https://user:pass@app.example/cb", "user name"),
        ("https://app.example\\@evil.example/cb", "backslash"),
        ("https://app.example/c b", "white space"),
        ("https://app.example/cb\n", "control character"),
        ("https://app.example/cb\x00", "control character"),
        ("https://äpp.example/cb", "ASCII"),
        ("https://app.example:99999/cb", "cannot be read"),
        ("https://[::1/cb", "cannot be read"),
        ("http://app.example/cb", "plain http"),
        ("http://localhost.evil.example/cb", "plain http"),
        ("http://127.0.0.1.evil.example/cb", "plain http"),
        ("https://app.example/" + "x" * 2048, "longer than 2048"),
        ("https://*.example/cb", "neither a name nor an address"),
        ("https://app.example;sandbox/cb", "neither a name nor an address"),
        ("https://app%2eexample/cb", "neither a name nor an address"),
    ],
)
def test_other_uris_are_refused_with_the_reason(uri, reason):
    with pytest.raises(InvalidInput, match=reason):
        check_redirect_uri(uri)


@pytest.mark.parametrize(
    "uri", ["com.example.app:/callback", "com.example.app:/", "com.example-2.a+b:/x?y=1"]
)
def test_an_app_on_a_device_may_have_a_scheme_of_its_own(uri):
    check_redirect_uri(uri, private_use_schemes=True)
    with pytest.raises(InvalidInput):
        check_redirect_uri(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "myapp:/callback",
        "javascript:/alert(1)",
        "com.example.app:callback",
        "com.example.app:/cb#x",
        "com..app:/cb",
        "com.example.app:/c b",
        "data.x:text",
    ],
)
def test_a_scheme_of_its_own_is_a_domain_name_in_reverse(uri):
    with pytest.raises(InvalidInput):
        check_redirect_uri(uri, private_use_schemes=True)


@pytest.mark.parametrize(
    ("registered", "presented", "same"),
    [
        ("http://127.0.0.1/cb", "http://127.0.0.1:5123/cb", True),
        ("http://[::1]:1/cb", "http://[::1]:2/cb", True),
        ("http://127.0.0.1:1/cb", "http://127.0.0.1:2/other", False),
        ("http://127.0.0.1:1/cb", "http://127.0.0.2:1/cb", False),
        ("http://localhost:1/cb", "http://localhost:2/cb", False),
        ("https://app.example:1/cb", "https://app.example:2/cb", False),
        ("http://127.0.0.1/cb?a", "http://127.0.0.1:9/cb?b", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1@evil.example:1/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:x/cb", False),
        ("http://127.0.0.1/cb", "HTTP://127.0.0.1:80/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80/cb?", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:080/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:0/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:/cb", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80/%63b", False),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb", False),
        ("http://127.0.0.1", "http://127.0.0.1:80", True),
        ("http://127.0.0.1:1?x=1", "http://127.0.0.1:2?x=1", True),
    ],
)
def test_only_the_port_of_a_loopback_address_may_differ(registered, presented, same):
    assert same_but_for_loopback_port(registered, presented) is same


@given(st.text())
def test_no_text_makes_the_check_crash(text):
    problem_with(text)
    problem_with(f"https://{text}")


@given(
    st.sampled_from(["https://a.example/cb", "https://a.example/cb?x=1", "https://a.example/cb?"]),
    st.lists(st.tuples(st.text(), st.text()).filter(lambda pair: all(map(_is_encodable, pair)))),
)
def test_added_parameters_come_back_behind_those_that_were_there(uri, parameters):
    before = parse_qsl(urlsplit(uri).query, keep_blank_values=True)

    query = urlsplit(with_parameters(uri, parameters)).query

    after = parse_qsl(query, keep_blank_values=True)
    assert after == [*before, *parameters]


def _is_encodable(text):
    return not any("\ud800" <= character <= "\udfff" for character in text)


def test_the_origin_is_scheme_host_and_port():
    assert origin_of("http://127.0.0.1:9876/callback?x=1") == "http://127.0.0.1:9876"


def test_only_names_and_addresses_of_this_machine_are_loopback():
    assert [
        host
        for host in ("localhost", "127.1.2.3", "::1", "0.0.0.0", "a.localhost")
        if is_loopback(host)
    ] == [
        "localhost",
        "127.1.2.3",
        "::1",
    ]

"""The standard wire: forms, secrets where RFC 6749 2.3.1 has them, lifetimes from the answer on."""

from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.client import authorization, token
from oauth_tool.client.app import App, Server
from oauth_tool.client.messages import header
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.wires import authenticated_post
from oauth_tool.oauth.credentials import Secret
from oauth_tool.profiles.loading import load_profile

SERVER = Server(
    profile=load_profile("rfc"),
    addresses={"platform": "https://as.example"},
    named={"token": "https://as.example/o/token/", "introspection": None},
    issuer="https://as.example",
)
ISSUER = {"iss": "https://as.example"}


def app(**changes):
    fields = {"name": "App", "client_id": "id", "secret": Secret("s"), "redirect_uri": "x"}
    return App(**{**fields, "scopes": ("openid",), **changes})


@given(client_id=st.text(min_size=1), secret=st.text(min_size=1))
def test_basic_credentials_come_apart_again_whatever_is_in_them(client_id, secret):
    played = app(client_id=client_id, secret=Secret(secret))

    request = authenticated_post(SERVER, "token", played, {"grant_type": "x"})

    kind, pair = header(request.headers, "Authorization").split(" ")
    name, _, word = b64decode(pair).decode().partition(":")
    assert (kind, unquote_plus(name), unquote_plus(word)) == ("Basic", client_id, secret)
    assert parse_qs(request.body.decode()) == {"grant_type": ["x"]}


@pytest.mark.parametrize(
    ("changes", "sent"),
    [
        ({"authentication": "client_secret_post"}, {"client_id": ["id"], "client_secret": ["s"]}),
        ({"secret": None}, {"client_id": ["id"]}),
    ],
)
def test_a_secret_goes_into_the_form_or_is_not_there(changes, sent):
    request = authenticated_post(SERVER, "token", app(**changes), {})

    assert parse_qs(request.body.decode()) == sent
    assert header(request.headers, "Authorization") == ""
    assert request.url == "https://as.example/o/token/"


@pytest.mark.parametrize(
    ("lifetime", "seconds"),
    [(60, 60), ("60", 60), (1.5, 1.5), (None, None), ("soon", None), (-1, None), (1e300, None)],
)
def test_a_lifetime_counts_from_the_answer(answered, now, lifetime, seconds):
    document = {"access_token": "t", "token_type": "Bearer", "expires_in": lifetime, "scope": "a b"}
    response = replace(answered(document), received_at=now)

    tokens = token.tokens_in(SERVER, response, "testing")

    ends_at = None if seconds is None else now + timedelta(seconds=seconds)
    assert (tokens.access_expires_at, tokens.scopes) == (ends_at, ("a", "b"))


def test_a_server_without_an_endpoint_says_which_option_names_it():
    with pytest.raises(StepFailed, match="no introspection endpoint") as caught:
        SERVER.url("introspection")

    assert "--introspection-endpoint" in caught.value.hint


@pytest.mark.parametrize(
    ("answer", "promises", "is_believed"),
    [
        (ISSUER, True, True),
        ({}, False, True),
        ({}, True, False),
        ({"iss": "https://evil.example"}, False, False),
        ({"iss": "https://as.example/"}, True, False),
    ],
)
def test_an_answer_of_another_issuer_is_not_believed(answer, promises, is_believed):
    server = replace(SERVER, promises_iss=promises)
    if is_believed:
        authorization.check_issuer(answer, server)
    else:
        with pytest.raises(StepFailed, match="issuer"):
            authorization.check_issuer(answer, server)


def test_requests_go_to_the_origins_of_all_endpoints_and_nowhere_else():
    server = replace(SERVER, named={"token": "https://t.example/x"}, jwks_uri="https://k.example/j")

    assert server.origins == {"https://as.example", "https://t.example", "https://k.example"}

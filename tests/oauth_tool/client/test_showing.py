"""Masking is dear, looking is not: an exchange is masked once, and again only if it has to be."""

from dataclasses import replace

import pytest

from oauth_tool.client.masking import DOTS, Mask
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.showing import Showing
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Entry, Exchange
from oauth_tool.profiles.loading import load_profile


@pytest.fixture
def entry(now):
    def make(number, body):
        response = Response(status=200, body=body.encode())
        request = Request(method="GET", url="https://backend.example/")
        exchange = Exchange(step=Step.RESOURCE, request=request, response=response, started_at=now)
        return Entry(number=number, exchange=exchange)

    return make


def test_what_was_masked_is_not_masked_again(entry):
    showing, entries = Showing(), [entry(1, "one"), entry(2, "two")]
    first = showing.of(entries, Mask(secrets=("first",)))

    second = showing.of(entries, Mask(secrets=("first", "second")))

    assert [a is b for a, b in zip(first, second, strict=True)] == [True, True]


def test_a_secret_that_became_known_later_is_hidden_in_what_came_before(entry):
    showing, entries = Showing(), [entry(1, "an echo of opaque-value"), entry(2, "two")]
    before = showing.of(entries, Mask())

    after = showing.of(entries, Mask(secrets=("opaque-value",)))

    assert "opaque-value" in before[0].exchange.response.body
    assert after[0].exchange.response.body == f"an echo of {DOTS}"
    assert after[1] is before[1]


def test_what_left_the_trace_is_forgotten(entry):
    showing = Showing()
    showing.of([entry(1, "one"), entry(2, "two")], Mask())

    assert [one.number for one in showing.of([entry(2, "two")], Mask())] == [2]


def test_a_platform_without_prefixes_hides_secrets_and_nothing_else(walk):
    server = replace(walk.server, profile=load_profile("rfc"))

    mask = walk.session.secrets.mask(server, walk.app)

    assert mask.prefixes == ()
    assert mask.text("The platform answered 200 OK") == "The platform answered 200 OK"

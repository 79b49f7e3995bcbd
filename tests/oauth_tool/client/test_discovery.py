import json

import pytest

from oauth_tool.client.discovery import discovery_requests, metadata_in, not_discovered
from oauth_tool.client.messages import Response
from tool_cli.errors import InvalidInput, ToolError

ISSUER = "https://id.example/tenant"


def test_the_well_known_part_goes_between_host_and_path_and_then_to_the_end():
    first, second = discovery_requests(ISSUER)

    assert first.url == "https://id.example/.well-known/oauth-authorization-server/tenant"
    assert second.url == "https://id.example/tenant/.well-known/openid-configuration"
    assert first.method == second.method == "GET"


def test_a_slash_at_the_end_of_the_issuer_is_left_out_of_the_addresses():
    first, second = discovery_requests("https://id.example/")

    assert first.url == "https://id.example/.well-known/oauth-authorization-server"
    assert second.url == "https://id.example/.well-known/openid-configuration"


@pytest.mark.parametrize(
    "issuer",
    ["http://id.example", "id.example", "https://id.example?x=1", "https://id.example#x", ""],
)
def test_an_issuer_that_is_none_is_refused(issuer):
    with pytest.raises(InvalidInput, match="issuer"):
        discovery_requests(issuer)


def test_metadata_holds_the_endpoints_and_all_the_rest():
    server = read(registration_endpoint="https://api.id.example/register", scopes_supported=["a"])

    assert server.issuer == ISSUER
    assert server.endpoints.registration_endpoint == "https://api.id.example/register"
    assert server.endpoints.token_endpoint is None
    assert server.document["scopes_supported"] == ["a"]


@pytest.mark.parametrize(
    ("issuer", "difference"),
    [
        (f"{ISSUER}/", "the slash at the end"),
        ("http://id.example/tenant", "the scheme"),
        ("https://ID.example/tenant", "upper and lower case"),
        ("https://evil.example", "more than spelling"),
    ],
)
def test_metadata_of_another_issuer_is_refused_and_the_difference_named(issuer, difference):
    with pytest.raises(ToolError, match=difference) as caught:
        read(issuer=issuer)

    assert issuer in caught.value.message
    assert "RFC 8414 3.3" in caught.value.hint


@pytest.mark.parametrize("issuer", [None, 7, [ISSUER]])
def test_metadata_without_an_issuer_is_refused(issuer):
    with pytest.raises(ToolError, match="names no issuer"):
        read(issuer=issuer)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://id.example/token",
        "http://127.0.0.1:22/",
        {"url": "https://id.example"},
    ],
)
@pytest.mark.parametrize("name", ["registration_endpoint", "authorization_endpoint", "jwks_uri"])
def test_metadata_with_an_address_that_nothing_may_be_sent_to_is_refused(name, url):
    with pytest.raises(ToolError, match=f"cannot be trusted: {name}"):
        read(**{name: url})


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, b"<html>"), (200, b"[]"), (200, b"[" * 100_000), (404, b"{}"), (302, b""), (500, b"x")],
)
def test_an_answer_that_is_no_metadata_says_what_it_is(status, body):
    with pytest.raises(ToolError) as caught:
        metadata_in(Response(status=status, body=body), discovery_requests(ISSUER)[0], ISSUER)

    assert str(status) in caught.value.message or "JSON object" in caught.value.message
    assert caught.value.hint


def test_a_failed_discovery_names_each_address_and_why():
    attempts = [
        (request.url, ToolError(why, "the hint"))
        for request, why in zip(discovery_requests(ISSUER), ("no", "neither"), strict=True)
    ]

    error = not_discovered(ISSUER, attempts)

    assert "/.well-known/oauth-authorization-server/tenant: no;" in error.message
    assert "/tenant/.well-known/openid-configuration: neither" in error.message
    assert error.hint == "the hint"


def read(**members):
    request = discovery_requests(ISSUER)[0]
    body = json.dumps({"issuer": ISSUER, **members}).encode()
    return metadata_in(Response(status=200, body=body), request, ISSUER)

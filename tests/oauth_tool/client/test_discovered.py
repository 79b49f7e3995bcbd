"""From metadata to a server to talk to."""

import json

import pytest
from tests.oauth_tool.client.test_wires import app

from oauth_tool.client.discovered import absent_steps, discovered_server, offer_of
from oauth_tool.client.discovery import discovery_requests, metadata_in
from oauth_tool.client.messages import Response
from oauth_tool.client.steps import Step
from oauth_tool.profiles.loading import load_profile

ISSUER = "https://as.example"
ENDPOINTS = {"authorization_endpoint": f"{ISSUER}/auth", "token_endpoint": f"{ISSUER}/token"}


def metadata(**members):
    document = {"issuer": ISSUER, **ENDPOINTS, **members}
    response = Response(status=200, body=json.dumps(document).encode())
    return metadata_in(response, discovery_requests(ISSUER)[0], ISSUER)


def test_what_a_person_names_wins_over_what_the_server_says():
    found = metadata(revocation_endpoint=f"{ISSUER}/revoke")

    server = discovered_server(load_profile("rfc"), found, {"token": f"{ISSUER}/other"})

    assert server.url("token") == f"{ISSUER}/other"
    assert server.url("revocation") == f"{ISSUER}/revoke"
    assert absent_steps(server, app()) == {Step.RESOURCE, Step.INTROSPECT}
    assert absent_steps(server, app(secret=None)) == {Step.RESOURCE, Step.INTROSPECT}


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        (None, "client_secret_basic"),
        (["client_secret_post"], "client_secret_post"),
        (["client_secret_post", "client_secret_basic"], "client_secret_basic"),
        (["private_key_jwt"], "client_secret_basic"),
        ("client_secret_post", "client_secret_basic"),
        ([1, {}], "client_secret_basic"),
    ],
)
def test_the_secret_is_sent_as_the_server_wants_it(methods, expected):
    offer = offer_of(metadata(token_endpoint_auth_methods_supported=methods))

    assert offer.authentication == expected


@pytest.mark.parametrize("scopes", [None, "a b", 7, [1, "a", "b\n"]])
def test_hostile_scopes_do_no_harm(scopes):
    assert offer_of(metadata(scopes_supported=scopes)).scopes in {(), ("a",)}

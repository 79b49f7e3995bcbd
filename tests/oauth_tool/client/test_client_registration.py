import json

import pytest

from oauth_tool.client.client_registration import (
    READING,
    RegisteredClient,
    deletion_request,
    managed_in,
    read_request,
    registered_in,
    registration_request,
    require_deleted,
    update_request,
)
from oauth_tool.client.messages import Response, header
from oauth_tool.client.registration_refusals import Unauthorized
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import ToolError

ENDPOINT = "https://id.example/register"
URI = "https://id.example/register/c1"
TOKEN = Secret("reg-token-value")
SENT = registration_request(ENDPOINT, {}, TOKEN)


def test_a_registration_is_a_post_of_json_with_the_initial_access_token():
    request = registration_request(ENDPOINT, {"client_name": "Äpp"}, Secret("t"))

    assert (request.method, request.url) == ("POST", ENDPOINT)
    assert header(request.headers, "Authorization") == "Bearer t"
    assert header(request.headers, "Content-Type") == "application/json"
    assert json.loads(request.body) == {"client_name": "Äpp"}


def test_without_an_initial_access_token_none_is_sent():
    assert header(registration_request(ENDPOINT, {}).headers, "Authorization") == ""


def test_an_update_repeats_everything_but_what_the_server_alone_decides():
    client = registered(
        client_secret="s",
        client_secret_expires_at=0,
        client_id_issued_at=1,
        registration_access_token="t",
        registration_client_uri=URI,
        client_name="App",
    )

    request = update_request(URI, TOKEN, client)

    assert request.method == "PUT"
    assert json.loads(request.body) == {
        "client_id": "c1",
        "client_secret": "s",
        "client_name": "App",
    }


def test_reading_and_deleting_send_the_registration_access_token_and_no_body():
    for method, request in (
        ("GET", read_request(URI, TOKEN)),
        ("DELETE", deletion_request(URI, TOKEN)),
    ):
        assert (request.method, request.url, request.body) == (method, URI, b"")
        assert header(request.headers, "Authorization") == "Bearer reg-token-value"


def test_a_registered_client_hides_its_secrets():
    client = registered(client_secret="s3cret", registration_access_token="t0ken")

    assert client.client_secret.reveal() == "s3cret"
    assert client.registration_access_token.reveal() == "t0ken"
    assert "s3cret" not in repr(client)
    assert "t0ken" not in repr(client)
    assert "client_secret" not in client.metadata


@pytest.mark.parametrize(
    ("given", "understood"),
    [(0, 0), (1795476626, 1795476626), ("1795476626", 1795476626), (1.5, 1), ("soon", None)],
)
def test_the_expiry_of_a_secret_is_read_however_servers_write_it(given, understood):
    assert registered(client_secret_expires_at=given).client_secret_expires_at == understood


@pytest.mark.parametrize(
    ("code", "hint"),
    [("invalid_redirect_uri", "--redirect-uri"), ("invalid_client_metadata", "--metadata")],
)
def test_a_refusal_says_what_the_server_said_and_what_to_do(code, hint):
    answer = Response(
        status=400,
        reason="Bad Request",
        body=json.dumps({"error": code, "error_description": "that one is bad"}).encode(),
    )

    with pytest.raises(ToolError, match=f"400 Bad Request: {code}: that one is bad") as caught:
        registered_in(answer, SENT)

    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (302, "redirects are not followed"),
        (401, "initial access token"),
        (403, "does not allow"),
        (404, "no registration endpoint"),
        (429, "too many"),
        (503, "its own log"),
    ],
)
def test_a_refusal_that_is_no_json_still_has_a_hint(status, hint):
    with pytest.raises(ToolError, match=f"{status}.*<b>no</b>") as caught:
        registered_in(Response(status=status, body=b"<b>no</b>"), SENT)

    assert hint in caught.value.hint


def test_being_unauthorized_is_an_error_of_its_own():
    with pytest.raises(Unauthorized):
        registered_in(Response(status=401), SENT)


def test_a_refusal_is_bounded_and_never_repeats_the_token():
    said = "reg-token-value is unknown " + "x" * 1_000_000
    answer = Response(
        status=401, reason="y" * 5000, body=json.dumps({"error_description": said}).encode()
    )

    with pytest.raises(ToolError) as caught:
        registered_in(answer, SENT)

    assert len(caught.value.message) < 600
    assert "reg-token-value" not in caught.value.message


@pytest.mark.parametrize("body", [b"<html>s3cret", b'["s3cret"]', b'{"client_secret": "s3cret"}'])
def test_a_success_without_a_client_is_an_error_that_quotes_nothing(body):
    with pytest.raises(ToolError) as caught:
        registered_in(Response(status=201, body=body), SENT)

    assert "s3cret" not in caught.value.message


def test_an_answer_about_another_client_is_refused():
    answer = Response(status=200, body=b'{"client_id": "c2"}')

    with pytest.raises(ToolError, match="another app"):
        managed_in(answer, READING, read_request(URI, TOKEN), "c1")


def test_a_dead_registration_access_token_is_explained():
    with pytest.raises(ToolError) as caught:
        managed_in(Response(status=401), READING, read_request(URI, TOKEN), "c1")

    assert "the app was deleted" in caught.value.hint


def test_a_deletion_that_the_server_does_not_offer_is_explained():
    require_deleted(Response(status=204), deletion_request(URI, TOKEN))

    with pytest.raises(ToolError) as caught:
        require_deleted(Response(status=405), deletion_request(URI, TOKEN))

    assert "does not offer that" in caught.value.hint


def registered(**members) -> RegisteredClient:
    body = json.dumps({"client_id": "c1", **members}).encode()
    return registered_in(Response(status=201, body=body), SENT)

import pytest

from oauth_tool.client.answers import document_of, hint_for, said_in
from oauth_tool.client.messages import Response
from oauth_tool.client.problems import StepFailed


def body(text, status=400):
    return Response(status=status, reason="Bad Request", body=text.encode())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"detail":"Invalid client_id"}', "Invalid client_id"),
        (
            '{"error":"invalid_grant","error_description":"code expired"}',
            "invalid_grant: code expired",
        ),
        ('{"error":"invalid_grant"}', "invalid_grant"),
        (
            (
                '{"message":"Bad data","detail":[{"loc":["body","code"],"msg":"Field required"},'
                '{"msg":"odd"},"bare",{"loc":7}]}'
            ),
            "body.code: Field required; odd; bare; is not valid",
        ),
        ('{"message":"Failed to process","detail":"boom"}', "Failed to process: boom"),
        ("<h1>Bad\n gateway</h1>", "<h1>Bad gateway</h1>"),
        ('{"other":1}', '{"other":1}'),
        ('["a list"]', '["a list"]'),
        ('{"detail":[]}', '{"detail":[]}'),
        ("[" * 100_000, "[" * 300),
        ("", None),
    ],
)
def test_every_kind_of_error_body_is_understood(text, said):
    assert said_in(body(text)) == said


def test_a_refusal_says_what_was_done_and_what_the_server_said():
    with pytest.raises(StepFailed) as failure:
        document_of(body('{"detail":"Invalid grant"}'), "refreshing")

    assert failure.value.message == "refreshing failed: the server answered 400 Bad Request"
    assert failure.value.said == "Invalid grant"


@pytest.mark.parametrize("text", ["<html>", "[1]", "", "\xff"])
def test_a_success_that_is_no_json_object_is_a_failure(text):
    with pytest.raises(StepFailed, match="not a JSON object"):
        document_of(body(text, status=200), "introspection")


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 405, 409, 422, 429, 500, 503])
def test_every_error_status_comes_with_something_to_try(status):
    assert hint_for(status)

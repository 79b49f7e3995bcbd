import pytest

from oauth_tool.client.pasting import answer_in_pasted
from oauth_tool.client.problems import StepFailed

URI = "http://127.0.0.1:9876/callback"


def test_an_address_that_was_copied_is_an_answer():
    answer = answer_in_pasted(f"  {URI}?code=c%2F1&state=s&state=second\n", URI)

    assert answer == {"code": "c/1", "state": "s"}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "no address"),
        ("code=c&state=s", "no address"),
        ("javascript:alert(1)", "no address"),
        ("http://[", "no address"),
        (URI, "no answer in it"),
        (
            "http://localhost:9876/callback?code=c",
            "says localhost, the redirect URI says 127.0.0.1",
        ),
        ("http://127.0.0.1:9/callback?code=c", "not that of the redirect URI"),
        ("https://evil.example/callback?code=c", "not that of the redirect URI"),
        ("http://127.0.0.1:9876/other?code=c", "not that of the redirect URI"),
    ],
)
def test_what_cannot_be_the_answer_is_explained(address, message):
    with pytest.raises(StepFailed, match=message) as error:
        answer_in_pasted(address, URI)

    assert error.value.hint
    assert "code=c" not in error.value.message

from urllib.parse import parse_qs, urlsplit

import pytest

from oauth_tool.client.authorization import (
    Attempt,
    authorization_url,
    check_answers,
    code_in,
    new_attempt,
)
from oauth_tool.client.problems import StepFailed
from oauth_tool.oauth.credentials import Secret

# RFC 7636, appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.fixture
def attempt():
    return Attempt(state=Secret("the-state"), verifier=Secret(VERIFIER), scopes=("IDENTITY",))


def test_the_authorization_request_has_what_the_rfcs_ask_for(walk, attempt):
    url = urlsplit(authorization_url(walk.server, walk.app, attempt))

    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://platform.example/auth/authorize"
    assert parse_qs(url.query) == {
        "response_type": ["code"],
        "client_id": ["agpt_client_1"],
        "redirect_uri": ["http://127.0.0.1:9876/callback"],
        "scope": ["IDENTITY"],
        "state": ["the-state"],
        "code_challenge": [CHALLENGE],
        "code_challenge_method": ["S256"],
    }


def test_the_verifier_stays_at_home(walk, attempt):
    assert VERIFIER not in authorization_url(walk.server, walk.app, attempt)


def test_each_attempt_has_a_state_and_a_verifier_of_its_own():
    bytes_drawn = iter([bytes(32), b"\1" * 32])

    attempt = new_attempt(("IDENTITY",), lambda _: next(bytes_drawn))

    assert attempt.state != attempt.verifier


def test_an_attempt_does_not_show_its_secrets(attempt):
    assert VERIFIER not in repr(attempt)
    assert "the-state" not in repr(attempt)


def test_an_answer_with_our_state_is_believed(attempt):
    check_answers({"state": "the-state", "code": "c"}, attempt.state)


@pytest.mark.parametrize("answer", [{"code": "c"}, {"error": "access_denied"}])
@pytest.mark.parametrize("state", ["other", "", "the-state ", "thé-state", "\ud800"])
def test_an_answer_with_another_state_is_not_believed_be_it_a_code_or_an_error(
    attempt, answer, state
):
    with pytest.raises(StepFailed, match="state"):
        check_answers({**answer, "state": state}, attempt.state)


def test_an_answer_that_nobody_asked_for_is_not_believed():
    with pytest.raises(StepFailed, match="nobody here has asked"):
        check_answers({"state": "s", "code": "c"}, None)


def test_the_code_is_taken_from_the_answer():
    assert code_in({"code": "the-code"}).reveal() == "the-code"


def test_a_denial_is_told_in_words_and_in_the_platforms_own():
    with pytest.raises(StepFailed) as failure:
        code_in({"error": "access_denied", "error_description": "User denied access"})

    assert failure.value.message == "the user said no"
    assert failure.value.said == "access_denied: User denied access"


def test_an_unknown_error_is_named():
    with pytest.raises(StepFailed, match="'teapot'"):
        code_in({"error": "teapot"})


def test_an_answer_with_neither_code_nor_error_is_a_failure():
    with pytest.raises(StepFailed, match="neither a code nor an error"):
        code_in({"code": ""})

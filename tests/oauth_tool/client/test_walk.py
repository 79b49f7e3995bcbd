import json
from dataclasses import replace

import pytest

from oauth_tool.client import walk as walking
from oauth_tool.client.messages import Response
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Exchange

GRANTED = {
    "token_type": "Bearer",
    "access_token": "agpt_xt_first",
    "access_token_expires_at": "2026-11-23T21:40:53.820000Z",
    "refresh_token": "agpt_rt_first",
    "refresh_token_expires_at": "2026-12-23T20:40:53.820000Z",
    "scopes": ["IDENTITY"],
}


def depart(walk, now):
    return walking.depart(walk, ("IDENTITY",), bytes, now)


def arrive(walk, now, **answer):
    state = walk.session.attempt.state.reveal() if walk.session.attempt else ""
    walking.arrive(walk, {"state": state, **answer}, "http://127.0.0.1:9876/callback", now)


def take(walk, step, response, now):
    request = walking.request_for(step, walk)
    exchange = Exchange(step=step, request=request, response=response, started_at=now)
    walking.take_in(walk, exchange)
    return request


@pytest.fixture
def with_code(walk, now):
    depart(walk, now)
    arrive(walk, now, code="the-code")
    return walk


@pytest.fixture
def with_tokens(with_code, answered, now):
    take(with_code, Step.TOKEN, answered(GRANTED), now)
    return with_code


def outcome(walk, step):
    return walk.session.outcomes[step]


def test_a_walk_begins_with_the_authorization(walk):
    assert walk.session.next_step is Step.AUTHORIZE


def test_the_code_is_exchanged_with_its_verifier(with_code, answered, now):
    verifier = with_code.session.verifier.reveal()

    request = take(with_code, Step.TOKEN, answered(GRANTED), now)

    assert (request.method, request.url) == ("POST", "https://backend.example/api/oauth/token")
    assert json.loads(request.body) == {
        "grant_type": "authorization_code",
        "code": "the-code",
        "redirect_uri": "http://127.0.0.1:9876/callback",
        "code_verifier": verifier,
        "client_id": "agpt_client_1",
        "client_secret": "agpt_secret_of-this-app",
    }
    assert with_code.session.tokens.scopes == ("IDENTITY",)
    assert with_code.session.tokens.access_expires_at.isoformat() == (
        "2026-11-23T21:40:53.820000+00:00"
    )


def test_a_public_client_sends_no_secret(with_code, answered, now):
    public = replace(with_code, app=replace(with_code.app, secret=None))

    request = take(public, Step.TOKEN, answered(GRANTED), now)

    assert "client_secret" not in json.loads(request.body)


def test_a_code_is_exchanged_once(with_tokens):
    assert not with_tokens.session.can(Step.TOKEN)


def test_a_code_stays_after_a_refusal_so_that_one_can_try_again(with_code, answered, now):
    take(with_code, Step.TOKEN, answered({"detail": "Invalid client_secret"}, 401), now)

    assert with_code.session.failed(Step.TOKEN)
    assert with_code.session.next_step is Step.TOKEN


def test_an_answer_with_another_state_leaves_the_attempt_as_it_was(walk, now):
    depart(walk, now)

    arrive(walk, now, state="forged", code="injected")

    assert walk.session.code is None
    assert walk.session.failed(Step.CALLBACK)
    arrive(walk, now, code="the-code")
    assert walk.session.code.reveal() == "the-code"


@pytest.mark.parametrize("answer", [{"code": "second"}, {"error": "access_denied"}])
def test_an_attempt_is_answered_once(with_code, now, answer):
    arrive(with_code, now, **answer)

    assert with_code.session.code.reveal() == "the-code"
    assert "nobody here has asked" in outcome(with_code, Step.CALLBACK).problem.message


def test_after_a_denial_the_next_step_is_to_ask_again(walk, now):
    depart(walk, now)

    arrive(walk, now, error="access_denied")

    assert walk.session.next_step is Step.AUTHORIZE


def test_the_steps_follow_one_another(with_tokens, answered, now):
    seen = []
    while step := with_tokens.session.next_step:
        seen.append(step)
        document = {**GRANTED, "active": True, "access_token": f"agpt_xt_{len(seen)}"}
        take(with_tokens, step, answered(document), now)

    assert seen == [Step.RESOURCE, Step.INTROSPECT, Step.REFRESH, Step.REVOKE]


def test_a_failed_step_does_not_hold_up_the_others(with_tokens, answered, now):
    take(
        with_tokens, Step.RESOURCE, answered({"detail": "Missing required permission(s)"}, 403), now
    )

    assert with_tokens.session.next_step is Step.INTROSPECT


def test_the_api_is_called_with_the_access_token_in_a_header(with_tokens, answered, now):
    request = take(with_tokens, Step.RESOURCE, answered({"name": "Demo"}), now)

    assert ("Authorization", "Bearer agpt_xt_first") in request.headers
    assert "agpt_xt_first" not in request.url
    assert outcome(with_tokens, Step.RESOURCE).summary == "The API knows you as Demo."


@pytest.mark.parametrize("token_type", ["access_token", "refresh_token"])
def test_the_chosen_token_is_introspected(with_tokens, answered, now, token_type):
    walk = replace(with_tokens, token_type=token_type)

    request = take(walk, Step.INTROSPECT, answered({"active": True, "scopes": ["IDENTITY"]}), now)

    sent = json.loads(request.body)
    assert (sent["token"], sent["token_type_hint"]) == (GRANTED[token_type], token_type)
    assert walk.session.verdicts[token_type].is_active


@pytest.mark.parametrize("exp", [None, "soon", 1e400, -1e18, 1790000000])
def test_any_expiry_is_taken_as_it_is_meant(with_tokens, answered, now, exp):
    take(with_tokens, Step.INTROSPECT, answered({"active": True, "exp": exp}), now)

    verdict = with_tokens.session.verdicts["access_token"]
    assert (verdict.expires_at is not None) == (exp == 1790000000)


@pytest.mark.parametrize("document", [{}, {"active": "true"}, {"active": 1}])
def test_an_introspection_has_to_say_yes_or_no(with_tokens, answered, now, document):
    take(with_tokens, Step.INTROSPECT, answered(document), now)

    assert "does not say" in outcome(with_tokens, Step.INTROSPECT).problem.message


def test_new_tokens_take_the_place_of_the_old(with_tokens, answered, now):
    new = {**GRANTED, "access_token": "agpt_xt_new", "refresh_token": "agpt_rt_new"}

    request = take(with_tokens, Step.REFRESH, answered(new), now)

    assert json.loads(request.body)["refresh_token"] == "agpt_rt_first"
    assert with_tokens.session.tokens.access.reveal() == "agpt_xt_new"
    assert with_tokens.session.tokens.refresh.reveal() == "agpt_rt_new"


def test_without_a_new_refresh_token_the_old_one_is_kept(with_tokens, answered, now):
    new = {"access_token": "agpt_xt_new", "scopes": ["IDENTITY"]}

    take(with_tokens, Step.REFRESH, answered(new), now)

    assert with_tokens.session.tokens.refresh.reveal() == "agpt_rt_first"
    assert "stays the same" in outcome(with_tokens, Step.REFRESH).summary


def test_a_success_without_an_access_token_is_a_failure(with_code, answered, now):
    take(with_code, Step.TOKEN, answered({"access_token": 7}), now)

    assert "no access token" in outcome(with_code, Step.TOKEN).problem.message


def test_an_expiry_that_cannot_be_read_is_none(with_code, answered, now):
    take(with_code, Step.TOKEN, answered({**GRANTED, "access_token_expires_at": "soon"}), now)

    assert with_code.session.tokens.access_expires_at is None


@pytest.mark.parametrize(
    ("status", "went_well"), [(401, True), (400, True), (200, False), (500, False)]
)
def test_a_revoked_token_should_be_refused(with_tokens, answered, now, status, went_well):
    take(with_tokens, Step.REVOKE, answered({"status": "ok"}), now)

    take(with_tokens, Step.RESOURCE, answered({"detail": "revoked"}, status), now)

    assert (outcome(with_tokens, Step.RESOURCE).problem is None) == went_well


def test_a_revoked_token_should_not_be_called_active(with_tokens, answered, now):
    take(with_tokens, Step.REVOKE, answered({"status": "ok"}), now)

    take(with_tokens, Step.INTROSPECT, answered({"active": True}), now)

    assert "all the same" in outcome(with_tokens, Step.INTROSPECT).problem.message


def test_any_success_is_a_revocation(with_tokens, now):
    take(with_tokens, Step.REVOKE, Response(status=204), now)

    assert with_tokens.session.revoked == {"access_token"}


def test_a_refused_revocation_leaves_the_token_alive(with_tokens, now):
    take(with_tokens, Step.REVOKE, Response(status=503), now)

    assert with_tokens.session.revoked == frozenset()
    assert with_tokens.session.failed(Step.REVOKE)


def test_no_answer_at_all_is_a_failure_of_the_step(with_code, now):
    failure = StepFailed("could not reach https://backend.example")
    request = walking.request_for(Step.TOKEN, with_code)

    walking.take_in(
        with_code, Exchange(step=Step.TOKEN, request=request, failure=failure, started_at=now)
    )

    assert outcome(with_code, Step.TOKEN).problem is failure
    assert with_code.session.next_step is Step.TOKEN

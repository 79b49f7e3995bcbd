"""Each step done wrong on purpose against the embedded platform: it falls for none of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.oauth_tool.web.test_client_pages import visible

from oauth_tool.client.mistakes.table import MISTAKES
from oauth_tool.client.steps import Step

AT_THE_CODE = ("wrong-verifier", "other-redirect-uri", "wrong-secret")
AT_THE_TOKENS = sorted(set(MISTAKES) - {*AT_THE_CODE, "revoked-token", "former-refresh-token"})


def wrongly(bench, name):
    return bench.act(f"/wrong/{MISTAKES[name].step}", mistake=name)


def trial(bench, name):
    return bench.session.trials[MISTAKES[name].step]


@pytest.mark.parametrize("name", AT_THE_CODE)
async def test_the_code_survives_every_wrong_exchange(bench, name):
    await bench.browser.open(await bench.authorize())

    page = await wrongly(bench, name)

    assert trial(bench, name).is_right, trial(bench, name)
    assert "as expected" in visible(page)
    assert MISTAKES[name].expected.split('"')[0] in page.text
    await bench.act("/token")
    assert bench.session.tokens is not None


@pytest.mark.parametrize("name", AT_THE_TOKENS)
async def test_no_wrong_step_is_fallen_for(bench, name):
    await bench.walk_to_tokens()
    held, outcomes = bench.session.tokens, dict(bench.session.outcomes)

    await wrongly(bench, name)

    assert trial(bench, name).is_right, trial(bench, name)
    assert bench.session.tokens is held
    assert bench.session.outcomes == outcomes
    assert bench.session.exchanges[-1].on_purpose == MISTAKES[name].label


async def test_a_revoked_token_and_a_replaced_one_are_refused(bench):
    await bench.walk_to_tokens()
    await bench.act("/refresh")
    await wrongly(bench, "former-refresh-token")
    await bench.act("/revoke", token_type="access_token")
    await wrongly(bench, "revoked-token")

    assert trial(bench, "former-refresh-token").is_right
    assert trial(bench, "revoked-token").is_right


async def test_a_replayed_code_ends_the_tokens_that_came_of_it(bench):
    await bench.walk_to_tokens()
    await wrongly(bench, "replayed-code")

    page = await bench.act("/introspect")

    assert "The access token is not active" in visible(page)


@pytest.mark.parametrize("name", ["no-pkce", "no-state", "unregistered-redirect-uri"])
async def test_the_platform_answers_no_wrong_request(bench, name):
    answer = await bench.browser.submit(
        bench.page, "/wrong/authorize", mistake=name, scope="IDENTITY"
    )
    sent = parse_qs(urlsplit(answer.location).query)
    there = await bench.browser.open(answer.location)

    assert "code=" not in there.location
    assert bench.session.trials[Step.AUTHORIZE].is_right is None
    assert ("state" in sent, "code_challenge" in sent) == (name != "no-state", name != "no-pkce")


@pytest.mark.parametrize(
    ("name", "query", "is_right"),
    [
        ("no-pkce", "code=c&state={state}", False),
        ("no-pkce", "error=invalid_request&state={state}", True),
        ("no-state", "code=c", True),
        ("no-state", "error=invalid_request", True),
    ],
)
async def test_what_comes_back_is_judged_and_never_used(bench, name, query, is_right):
    await bench.browser.submit(bench.page, "/wrong/authorize", mistake=name, scope="IDENTITY")
    state = bench.session.attempt.state.reveal()

    page = await bench.browser.follow(f"{bench.origin}/callback?{query.format(state=state)}")

    assert bench.session.trials[Step.AUTHORIZE].is_right is is_right
    assert bench.session.code is None
    assert ("not as expected" in visible(page)) is not is_right


async def test_being_sent_to_an_unregistered_address_is_told(bench):
    await bench.browser.submit(
        bench.page, "/wrong/authorize", mistake="unregistered-redirect-uri", scope="IDENTITY"
    )
    state = bench.session.attempt.state.reveal()

    page = await bench.browser.follow(f"{bench.origin}/callback-elsewhere?code=c&state={state}")

    assert "The platform sent you back with a code" in visible(page)
    assert bench.session.code is None


async def test_a_forged_answer_to_a_wrong_request_is_not_believed(bench):
    await bench.browser.submit(bench.page, "/wrong/authorize", mistake="no-pkce", scope="IDENTITY")

    await bench.browser.follow(f"{bench.origin}/callback?error=access_denied&state=forged")

    assert bench.session.trials[Step.AUTHORIZE].is_right is None
    assert bench.session.failed(Step.CALLBACK)


@pytest.mark.parametrize("name", ["replayed-code", "nope", ""])
async def test_a_mistake_that_is_not_possible_now_is_refused(bench, name):
    await bench.browser.open(bench.page)

    answer = await bench.browser.submit(bench.page, "/wrong/token", mistake=name)

    assert answer.status == 400


async def test_a_backend_that_is_away_leaves_the_question_open(bench):
    await bench.walk_to_tokens()
    await bench.stop_platform()

    await wrongly(bench, "replayed-code")

    assert trial(bench, "replayed-code").is_right is None
    assert "ould not reach" in trial(bench, "replayed-code").happened

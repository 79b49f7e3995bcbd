"""The setup wizard as a flow of the client: there, back, and wrong on purpose."""

import json
import re
from base64 import b64decode
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oauth_tool.web.test_client_pages import state_of, visible

from oauth_tool.client.setup_wizard import Service, providers_parameter, services_in, text_of
from oauth_tool.client.steps import Step
from oauth_tool.client.wrong_setups import WRONG_SETUPS
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.setup_wizard import read_providers

NAME = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)
SERVICES = st.lists(
    st.builds(Service, provider=NAME, scopes=st.lists(NAME, max_size=3).map(tuple)),
    min_size=1,
    max_size=4,
)


async def opened(bench, services="github repo\nnotion"):
    """Press the button, and return where the browser is sent."""
    return (await bench.browser.submit(bench.page, "/setup", services=services)).location


async def decided(bench, wizard, decision):
    """Sign in, decide on the wizard's page, and return where that leads."""
    login = (await bench.browser.open(wizard)).location
    await bench.browser.submit(
        *(bench.platform_origin + login, "/login"),
        user_id=DEMO_USER_ID,
        next=wizard.removeprefix(bench.platform_origin),
    )
    page = await bench.browser.open(wizard)
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    action = wizard.partition("?")[0]
    answer = await bench.browser.open(action, "POST", fields={**fields, "decision": decision})
    return answer.location


async def test_services_are_connected_and_each_exchange_is_told(bench):
    wizard = await opened(bench)
    page = await bench.browser.follow(await decided(bench, wizard, "done"))

    asked = json.loads(b64decode(parse_qs(urlsplit(wizard).query)["providers"][0]))
    assert asked == [{"provider": "github", "scopes": ["repo"]}, {"provider": "notion"}]
    assert "Connected: github, notion. The state is the one that was sent." in visible(page)
    steps = [entry.exchange.step for entry in bench.session.exchanges]
    assert steps == [Step.SETUP, Step.SETUP_RETURN]
    assert "2. Back from the wizard: Your browser to The app, GET /callback" in page.text
    assert "The answer of the setup wizard returns the state" in visible(page)
    assert bench.session.outcomes.keys() == {Step.SETUP}


async def test_a_cancelled_setup_is_explained(bench):
    page = await bench.browser.follow(await decided(bench, await opened(bench), "cancel"))

    assert "The user cancelled the setup." in visible(page)
    assert "user_cancelled: User cancelled the integration setup" in visible(page)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"success": "false"}, "The services were not connected."),
        ({"success": "perhaps"}, "The answer says neither success nor error."),
        ({"error": "<b>boom</b>"}, "The wizard ended with the error"),
    ],
)
async def test_whatever_comes_back_is_explained(bench, answer, told):
    state = state_of(await opened(bench))

    page = await bench.browser.follow(
        f"{bench.origin}/callback?{urlencode({**answer, 'state': state})}"
    )

    assert told in visible(page)
    assert "<b>boom" not in page.text


@pytest.mark.parametrize("answer", [{"success": "true"}, {"error": "user_cancelled"}])
@pytest.mark.parametrize("state", [{}, {"state": "forged"}])
async def test_an_answer_with_another_state_is_not_believed(bench, answer, state):
    await opened(bench)

    page = await bench.browser.follow(f"{bench.origin}/callback?{urlencode(answer | state)}")

    assert bench.session.failed(Step.SETUP)
    assert "nothing of it was used" in visible(page)
    assert bench.session.setup is not None


async def test_an_answer_counts_once(bench):
    callback = await decided(bench, await opened(bench), "done")
    await bench.browser.follow(callback)

    page = await bench.browser.follow(callback)

    assert "nobody here has asked for" in visible(page)


async def test_the_flow_and_the_wizard_do_not_take_each_others_answers(bench):
    wizard = await opened(bench)
    callback = await bench.authorize()
    await bench.browser.follow(
        f"{bench.origin}/callback?{urlencode({'success': 'true', 'state': state_of(wizard)})}"
    )
    await bench.browser.follow(callback)

    assert not bench.session.failed(Step.SETUP)
    assert bench.session.code is not None
    assert await bench.act("/token")
    assert bench.session.tokens is not None


async def test_a_pasted_answer_of_the_wizard_is_understood(bench):
    callback = await decided(bench, await opened(bench), "done")

    page = await bench.act("/pasted", step="setup", address=callback)

    assert "Connected: github, notion." in visible(page)


async def test_a_pasted_text_that_is_no_address_is_told_where_it_was_pasted(bench):
    await opened(bench)

    await bench.act("/pasted", step="setup", address="hello")

    assert bench.session.failed(Step.SETUP)
    assert not bench.session.failed(Step.CALLBACK)


@pytest.mark.parametrize("name", WRONG_SETUPS)
async def test_the_platform_falls_for_no_wrong_request(bench, name):
    answer = await bench.browser.submit(bench.page, "/wrong/setup", mistake=name)

    there = await bench.browser.open(answer.location)

    assert (there.status, there.location) == (400, "")
    assert bench.session.trials[Step.SETUP].is_right is None


@pytest.mark.parametrize(
    ("name", "path", "query", "is_right"),
    [
        ("no-state", "callback", "success=true", True),
        ("no-services", "callback", "success=true&state={state}", False),
        ("no-services", "callback", "error=user_cancelled&state={state}", False),
        ("no-services", "callback", "error=invalid_request&state={state}", True),
        ("unregistered-redirect-uri", "callback-elsewhere", "error=x&state={state}", False),
        ("unregistered-redirect-uri", "callback-elsewhere", "error=x&state=forged", None),
    ],
)
async def test_what_comes_back_to_a_wrong_request_is_judged(bench, name, path, query, is_right):
    await bench.browser.submit(bench.page, "/wrong/setup", mistake=name)
    query = query.format(state=bench.session.setup.state.reveal())

    page = await bench.browser.follow(f"{bench.origin}/{path}?{query}")

    assert bench.session.trials[Step.SETUP].is_right is is_right
    assert "Connected:" not in visible(page)


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("/setup", {"services": " \n "}),
        ("/setup", {"services": "github", "extra": "no pair"}),
        ("/wrong/setup", {"mistake": "nope"}),
    ],
)
async def test_a_form_that_asks_for_nothing_is_refused(bench, action, fields):
    answer = await bench.browser.submit(bench.page, action, **fields)

    assert answer.status == 400
    assert not bench.session.exchanges


async def test_what_is_sent_can_be_changed(bench):
    answer = await bench.browser.submit(
        bench.page, "/setup", services="github", state="my-own-state", extra="lang=de"
    )

    sent = parse_qs(urlsplit(answer.location).query)
    assert (sent["state"], sent["lang"]) == (["my-own-state"], ["de"])


async def test_the_page_may_lead_to_the_wizard(bench):
    page = await bench.browser.open(bench.page)

    assert f"form-action 'self' {bench.platform_origin};" in page.headers["Content-Security-Policy"]


@given(services=SERVICES)
def test_the_platform_reads_the_services_that_a_person_wrote(services):
    written = services_in(text_of(services))

    read = read_providers(providers_parameter(written))

    assert [(one.provider, one.scopes) for one in read] == [
        (one.provider, one.scopes) for one in services
    ]

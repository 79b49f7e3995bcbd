"""Each step done wrong on purpose in a real Chromium, on both wires: nobody falls for any of it."""

import re

import pytest
from tests.browser.test_client_walk import press
from tests.plumbing.serving import shared_by_tests
from tests.plumbing.visiting import Visitor

from oauth_tool.client.mistakes.table import MISTAKES
from oauth_tool.client.wrong_requests import WRONG_REQUESTS
from oauth_tool.client.wrong_setups import WRONG_SETUPS

SCOPE = {"autogpt": "IDENTITY", "rfc": "openid"}
# What ends a token comes after all that needs one.
AFTER_THE_END = ("resource", "refresh", "token")


@pytest.fixture(scope="module", params=sorted(SCOPE))
def server(request, warm_process, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    with shared_by_tests(warm_process, folder, request.param) as server:
        server.scope = SCOPE[request.param]
        yield server


@pytest.fixture
def workbench(server, travelling_page):
    """Open the workbench where a code has come: a refusal is a page with an error."""
    visitor = Visitor()
    visitor.walk_to_the_code(server.url, server.scope)
    travelling_page.context.add_cookies(visitor.cookies_for_browser())
    travelling_page.goto(server.url)
    return travelling_page


def send_wrong(page, step, mistake):
    page.locator(f"#{step} details.wrong > summary").click()
    page.locator(f"#{step} input[name=mistake][value='{mistake}']").check()
    page.locator(f"#{step}").get_by_role("button", name="Send it wrong").click()
    page.wait_for_load_state()


def verdict(page, step):
    return page.locator(f"#{step} .trial .badge").inner_text()


def try_all(page, step, verdicts):
    """Do a step wrong in each way that its menu offers and that was not tried before."""
    offered = page.locator(f"#{step} input[name=mistake]")
    for mistake in [offered.nth(place).get_attribute("value") for place in range(offered.count())]:
        if mistake not in verdicts:
            send_wrong(page, step, mistake)
            verdicts[mistake] = verdict(page, step)


def test_every_mistake_of_every_step_is_refused_as_expected(workbench):
    page = workbench
    verdicts = {}

    try_all(page, "token", verdicts)
    press(page, "Exchange the code")
    for step in ("resource", "introspect", "refresh", "revoke"):
        try_all(page, step, verdicts)
    for button in (re.compile("^Refresh the tokens"), re.compile("^Revoke the token")):
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()
    for step in AFTER_THE_END:
        try_all(page, step, verdicts)

    assert verdicts == dict.fromkeys(MISTAKES, "as expected")


def test_no_wrong_authorization_request_leads_to_a_code(workbench, server):
    page = workbench
    for mistake in WRONG_REQUESTS:
        press(page, "Start over")
        send_wrong(page, "authorize", mistake)
        if page.get_by_role("button", name="Authorize", exact=True).is_visible():
            press(page, "Authorize")
        page.goto(server.url)

        assert verdict(page, "authorize") in {"as expected", "open"}
        assert page.locator("#callback.done").count() == 0


@pytest.mark.parametrize("server", ["autogpt"], indirect=True)
def test_no_wrong_request_to_the_setup_wizard_connects_anything(workbench, server):
    page = workbench
    for mistake in WRONG_SETUPS:
        send_wrong(page, "setup", mistake)
        if page.get_by_role("button", name="Connect and finish").is_visible():
            press(page, "Connect and finish")
        page.goto(server.url)

        assert verdict(page, "setup") in {"as expected", "open"}
        assert page.get_by_text("Connected:").count() == 0

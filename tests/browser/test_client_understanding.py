"""Wrong steps, the diagram, findings and downloads in a real Chromium."""

import json
import re
from pathlib import Path

import pytest
from tests.browser.test_client_walk import press
from tests.plumbing.visiting import Visitor


@pytest.fixture
def at_the_code(page, shared_server):
    """Open the workbench where a code has come."""
    visitor = Visitor()
    visitor.walk_to_the_code(shared_server.url)
    page.context.add_cookies(visitor.cookies_for_browser())
    page.goto(shared_server.url)
    return page


def send_wrong(page, step, label):
    page.locator(f"#{step} details.wrong > summary").click()
    page.locator(f"#{step}").get_by_text(label, exact=True).click()
    page.locator(f"#{step}").get_by_role("button", name="Send it wrong").click()
    page.wait_for_load_state()


def test_a_step_done_wrong_says_what_was_expected_and_what_happened(at_the_code):
    page = at_the_code

    send_wrong(page, "token", "Wrong verifier")

    assert page.get_by_text("as expected", exact=True).is_visible()
    assert page.get_by_text("PKCE verification failed.").is_visible()
    press(page, "Exchange the code")
    assert page.locator("#token.done").count() == 1


def test_an_arrow_of_the_diagram_opens_its_exchange(at_the_code):
    page = at_the_code
    assert not page.locator("#exchange-1").is_visible()

    page.get_by_role("link", name=re.compile(r"^1\. Authorize")).click()

    page.locator("#exchange-1").wait_for()
    assert page.url.endswith("#exchange-1")


def test_a_finding_leads_to_its_exchange(at_the_code):
    page = at_the_code

    assert page.get_by_text("The answer has no parameter iss.").first.is_visible()
    page.get_by_role("link", name="exchange 2", exact=True).first.click()

    assert page.get_by_text("Asked for:").first.is_visible()


def test_the_archive_can_be_downloaded(at_the_code):
    page = at_the_code

    with page.expect_download() as download:
        page.get_by_role("link", name="HAR").click()

    archive = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert download.value.suggested_filename == "oauth-flow.har"
    assert len(archive["log"]["entries"]) == 2


def test_everything_fits_a_small_screen(at_the_code):
    page = at_the_code
    page.set_viewport_size({"width": 360, "height": 780})

    send_wrong(page, "token", "Wrong client secret")
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_token_is_revealed_by_a_click_and_hidden_by_another(at_the_code):
    page = at_the_code
    press(page, "Exchange the code")
    masked = page.locator("#held-access_token").inner_text()

    page.get_by_role("button", name="Reveal the access token").click()
    page.get_by_text("Hide", exact=True).wait_for()
    revealed = page.locator("#held-access_token").inner_text()
    page.get_by_text("Hide", exact=True).click()

    assert masked == "agpt_xt_••••••••"
    assert re.fullmatch(r"agpt_xt_[A-Za-z0-9_-]{20,}", revealed)
    assert page.locator("#held-access_token").inner_text() == masked


def test_while_the_platform_takes_its_time_the_page_says_so(at_the_code):
    page = at_the_code
    page.evaluate("document.addEventListener('submit', event => event.preventDefault())")

    page.get_by_role("button", name="Exchange the code").click()  # its answer never comes

    told = page.get_by_role("status").get_by_text("Waiting for the answer…")
    told.wait_for()
    assert told.is_visible()


def test_the_timeline_grows_in_another_tab_without_a_reload(at_the_code):
    page = at_the_code
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate("window.stays = true")

    press(page, "Exchange the code")

    other.locator(".trace > li").nth(2).wait_for()
    other.get_by_role("link", name=re.compile(r"^3\. Token")).wait_for()
    other.locator("#token.done").wait_for()
    assert other.evaluate("window.stays")
    assert other.locator(".trace > li .what").first.inner_text() == "3. Token"


def test_a_timeline_that_is_followed_gets_no_longer_than_a_page(at_the_code):
    page = at_the_code
    other = page.context.new_page()
    other.goto(page.url)
    other.locator(".trace").evaluate("trace => { trace.dataset.most = 2; }")

    press(page, "Exchange the code")

    other.locator("#exchange-3").wait_for(state="attached")
    shown = other.locator(".trace > li .what").all_inner_texts()
    assert shown == ["3. Token", "2. Callback"]
    other.locator(".sequence [href='#exchange-3']").wait_for()  # drawn by the server, all anew

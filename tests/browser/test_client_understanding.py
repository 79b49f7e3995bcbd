"""Wrong steps, the diagram, findings and downloads in a real Chromium."""

import json
import re
from pathlib import Path

import pytest
from tests.browser.test_client_walk import press, sign_in_and


@pytest.fixture
def at_the_code(page, serving):
    """Run the test server and walk to the code."""
    with serving("--platform-port", "0", "--no-browser") as running:
        page.goto(running.url)
        sign_in_and(page, "Authorize")
        yield page


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

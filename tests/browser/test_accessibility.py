"""axe-core finds nothing on any page, light and dark, with everything unfolded."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.test_client_understanding import send_wrong
from tests.browser.test_client_walk import press

AXE = Axe()
# A colour scheme changes nothing but colours.
SCHEMES = {"light": None, "dark": {"runOnly": ["color-contrast"]}}


def complaints_about(page):
    """Return what axe-core says of the page as it is, in both colour schemes."""
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    found = []
    for scheme, options in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        for violation in AXE.run(page, options=options).response["violations"]:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            found.append((scheme, violation["id"], violation["help"], places[:3]))
    return found


def walk_through_every_page(page, server):
    """Yield the name of each page while it is open."""
    page.goto(server.url)
    yield "start"
    press(page, "Go to the platform")
    yield "sign-in"
    page.get_by_role("button", name=re.compile("^Continue as Demo User")).click()
    yield "consent"
    press(page, "Authorize")
    send_wrong(page, "token", "Wrong verifier")
    yield "wrong on purpose"
    for button in ("Exchange the code", "Call the API", "Introspect the token", "Revoke the token"):
        press(page, button)
    yield "tokens"
    page.goto(f"{server.url}nowhere")
    yield "problem"
    page.goto(next(url for url in server.urls if "?key=" in url))
    yield "runs"
    page.get_by_role("rowheader").first.get_by_role("link").click()
    yield "run"


def test_every_page_is_accessible(browser, shared_server):
    context = browser.new_context()
    page = context.new_page()

    found = {name: complaints_about(page) for name in walk_through_every_page(page, shared_server)}

    context.close()
    assert [complaint for complaint in found.items() if complaint[1]] == []
    assert len(found) == 8


@pytest.fixture
def two_runs(browser, shared_server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(next(url for url in shared_server.urls if "?key=" in url))
    for _ in range(2):
        page.goto(shared_server.url)
        press(page, "Start over")
        press(page, "Go to the platform")
        page.goto(shared_server.url)
    yield page
    context.close()


def test_the_comparison_of_two_runs_is_accessible(two_runs, shared_server):
    page = two_runs
    page.goto(f"{shared_server.url}runs")
    press(page, "Compare left and right")

    assert page.get_by_role("heading", name="Two runs side by side").is_visible()
    assert complaints_about(page) == []

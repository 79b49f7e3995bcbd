"""axe-core finds nothing on any page, light and dark, with everything unfolded."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from tests.browser.test_client_walk import DEMO_USER, press
from tests.plumbing.browser import flawless_page
from tests.plumbing.visiting import Visitor

# What is right is counted but not listed: to hand it over takes longer than to find it.
OPTIONS = {"resultTypes": ["violations"]}
# A colour scheme changes nothing but colours.
SCHEMES = {"light": OPTIONS, "dark": {**OPTIONS, "runOnly": ["color-contrast"]}}


def complaints_about(page):
    """Return what axe-core says of the page as it is, in both colour schemes."""
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, options in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        run = "async options => (await axe.run(options)).violations"
        for violation in page.evaluate(run, options):
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            found.append((scheme, violation["id"], violation["help"], places[:3]))
    return found


def pages_before_a_flow(page, server):
    """Yield the name of each page that a newcomer meets, while it is open."""
    page.goto(server.url)
    yield "start"
    press(page, "Go to the platform")
    yield "sign-in"
    page.get_by_role("link", name="Sign up").click()
    yield "sign-up"
    page.go_back()
    press(page, DEMO_USER)
    yield "consent"
    page.goto(server.url)
    press(page, "Open the setup wizard")
    yield "setup wizard"
    page.goto(f"{server.platform}profile/oauth-apps")
    yield "apps"
    page.goto(server.platform)
    yield "platform"


def walked_visitor(server):
    """Return somebody with a short run, and one that is full of what a page can show."""
    visitor = Visitor()
    visitor.open(next(url for url in server.urls if "?key=" in url))
    visitor.walk_to_the_code(server.url)
    visitor.press(server.url, "/reset")
    visitor.press(server.url, "/wrong/setup", mistake="no-services")
    visitor.walk_to_the_code(server.url)
    visitor.press(server.url, "/wrong/token", mistake="wrong-verifier")
    for action in ("/token", "/introspect", "/revoke", "/resource"):
        visitor.press(server.url, action)
    return visitor


def pages_after_a_flow(page, server):
    """Yield the name of each page that shows what has happened, while it is open."""
    page.goto(server.url)
    yield "workbench"
    page.goto(f"{server.url}nowhere")
    yield "problem"
    page.goto(f"{server.url}runs")
    yield "runs"
    press(page, "Compare left and right")
    yield "comparison"
    page.goto(f"{server.url}runs")
    page.get_by_role("rowheader").last.get_by_role("link").click()
    yield "run"


@pytest.fixture
def server(shared_server):
    """Return the shared server, with the address of its platform."""
    shared_server.platform = shared_server.urls[1]
    return shared_server


def test_every_page_before_a_flow_is_accessible(browser, server):
    with flawless_page(browser) as page:
        found = {name: complaints_about(page) for name in pages_before_a_flow(page, server)}

    assert [complaint for complaint in found.items() if complaint[1]] == []
    assert len(found) == 7


def test_every_page_after_a_flow_is_accessible(browser, server):
    context = browser.new_context()
    context.add_cookies(walked_visitor(server).cookies_for_browser())
    page = context.new_page()

    found = {name: complaints_about(page) for name in pages_after_a_flow(page, server)}

    context.close()
    assert [complaint for complaint in found.items() if complaint[1]] == []
    assert len(found) == 5

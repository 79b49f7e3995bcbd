"""axe-core finds nothing on any page of both profiles: light, dark and small, all unfolded."""

from urllib.parse import urlencode

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from tests.browser.test_client_walk import DEMO_USER, press
from tests.plumbing.page_table import OWN, ROUTES, title_of
from tests.plumbing.serving import shared_by_tests
from tests.plumbing.visiting import Visitor

from oauth_tool.oauth.pkce import challenge_for

# What is right is counted but not listed: to hand it over takes longer than to find it.
OPTIONS = {"resultTypes": ["violations"]}
SMALL, WIDE = {"width": 360, "height": 780}, {"width": 1280, "height": 800}
# A colour scheme changes nothing but colours, and a small screen what has to be scrolled.
LOOKS = (
    ("light", WIDE, OPTIONS),
    ("dark", WIDE, {**OPTIONS, "runOnly": ["color-contrast"]}),
    ("light", SMALL, {**OPTIONS, "runOnly": ["scrollable-region-focusable"]}),
)
SCOPE = {"autogpt": "IDENTITY", "rfc": "openid"}
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


def complaints_about(page):
    """Return what is wrong with the page as it is, in each look, and whether it fits."""
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    page.evaluate(AXE_SCRIPT)
    found = []
    for scheme, size, options in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        run = "async options => (await axe.run(options)).violations"
        for violation in page.evaluate(run, options):
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            found.append((scheme, size, violation["id"], violation["help"], places[:3]))
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(("wider than the screen", SMALL))
    page.set_viewport_size(WIDE)
    return found


def pages_before_a_flow(page, server):
    """Open each page that a newcomer meets, and yield its template."""
    page.goto(server.key)
    yield "client/runs.html"
    page.goto(server.url)
    yield "client/workbench.html"
    press(page, "Go to the platform")
    page.get_by_label("E-mail").fill("ada@example.com")
    page.get_by_label("Password").fill("wrong horse")
    press(page, "Sign in")
    yield "platform/login.html"
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail").fill("demo@example.com")
    page.get_by_label("Password").fill("correct horse")
    press(page, "Sign up")
    yield "platform/sign_up.html"
    page.goto(server.url)
    press(page, "Go to the platform")
    press(page, DEMO_USER)
    yield "platform/consent.html"
    press(page, "Deny")
    yield "client/workbench.html"
    page.goto(f"{server.platform}profile/oauth-apps")
    yield "platform/apps.html"
    page.goto(server.platform)
    yield "platform/home.html"


def pages_of_failures(page, server):
    """Open the pages that say what went wrong."""
    page.goto(f"{server.url}nowhere")
    yield "client/problem.html"
    page.goto(f"{server.url}runs/compare")
    yield "client/problem.html"
    page.goto(f"{server.platform}nowhere")
    yield "platform/problem.html"


def walked_visitor(server):
    """Return somebody with a short run, and one that is full of what a page can show."""
    visitor = Visitor()
    visitor.open(server.key)
    visitor.walk_to_the_code(server.url, SCOPE[server.profile])
    visitor.press(server.url, "/reset")
    if server.profile == "autogpt":
        visitor.press(server.url, "/wrong/setup", mistake="no-services")
    visitor.walk_to_the_code(server.url, SCOPE[server.profile])
    visitor.press(server.url, "/wrong/token", mistake="wrong-verifier")
    for action in ("/token", "/introspect", "/revoke", "/resource"):
        visitor.press(server.url, action)
    return visitor


def pages_after_a_flow(page, server):
    """Open each page that shows what has happened."""
    page.context.clear_cookies()
    page.context.add_cookies(walked_visitor(server).cookies_for_browser())
    page.goto(server.url)
    yield "client/workbench.html"
    page.goto(f"{server.url}runs")
    yield "client/runs.html"
    press(page, "Compare left and right")
    yield "client/comparison.html"
    page.goto(f"{server.url}runs")
    page.get_by_role("rowheader").last.get_by_role("link").click()
    yield "client/run.html"


def pages_of_autogpt(page, server):
    """Open what only the platform of AutoGPT has."""
    page.goto(server.url)
    press(page, "Open the setup wizard")
    yield "platform/setup_wizard.html"
    asked = {
        "client_id": server.client_id,
        "redirect_uri": f"{server.url}callback",
        "scope": "IDENTITY NOT_ITS_OWN",
        "state": "s",
        "code_challenge": challenge_for("v" * 43),
    }
    page.goto(f"{server.platform}auth/authorize?{urlencode(asked)}")
    yield "platform/scopes.html"
    page.goto(f"{server.platform}external-api/docs")
    page.locator(".opblock-summary-control").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.locator(".opblock-summary-control").last.click()
    page.locator(".opblock-body").last.wait_for()
    yield "platform/api_docs.html"


def pages_of_rfc(page, server):
    """Open the pages for the users of devices."""
    page.goto(f"{server.platform}device?user_code=unknown")
    yield "platform/device.html"
    form = {"client_name": "Television", "grant_types": [DEVICE], "redirect_uris": []}
    public = {**form, "token_endpoint_auth_method": "none", "scope": "openid"}
    device = page.request.post(f"{server.platform}register", data=public).json()
    for decision in ("Authorize", "Deny"):
        asked = {"client_id": device["client_id"], "scope": "openid"}
        told = page.request.post(f"{server.platform}device_authorization", form=asked).json()
        page.goto(told["verification_uri_complete"])
        yield "platform/consent.html"
        press(page, decision)
        yield "platform/device_done.html"


TOURS = (pages_before_a_flow, pages_of_failures, pages_after_a_flow)
OWN_TOURS = {"autogpt": pages_of_autogpt, "rfc": pages_of_rfc}


@pytest.fixture(scope="module", params=sorted(OWN_TOURS))
def server(request, warm_process, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    with shared_by_tests(warm_process, folder, request.param) as server:
        server.profile = request.param
        server.platform = server.urls[1]
        server.key = next(url for url in server.urls if "?key=" in url)
        server.client_id = server.output.partition("App")[2].split()[0].rstrip(",")
        yield server


def test_every_page_is_accessible_and_fits_a_small_screen(browser, server):
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    seen, found = set(), []

    for tour in (*TOURS, OWN_TOURS[server.profile]):
        for template in tour(page, server):
            assert title_of(template).fullmatch(page.title()), (template, page.url)
            seen.add(template)
            found += [(template, page.url, complaint) for complaint in complaints_about(page)]

    context.close()
    assert found == []
    (others,) = (own for profile, own in OWN.items() if profile != server.profile)
    assert seen == set(ROUTES) - others

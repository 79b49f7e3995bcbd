"""The whole walk in a real Chromium, as a person takes it."""

import re
from dataclasses import dataclass

import pytest
from tests.plumbing.browser import flawless_page
from tests.plumbing.visiting import Visitor

# Playwright names elements by what a person perceives of them: role and name.
STEPS = (
    "Exchange the code",
    "Call the API",
    "Introspect the token",
    "Refresh the tokens",
    "Revoke the token",
)
DEMO_USER = "Continue as Demo User demo@example.com"
MOST_TABS = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """The page before a step: which one it leads to, how many buttons do, where one is."""

    current: str
    primaries: int
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Walked:
    """What was seen on a walk to the end, and when the revoked token was tried after it."""

    first_focus: str
    moments: list[Moment]
    text: str
    source: str
    done: int
    exchanges: int
    cookies_for_scripts: str
    text_after_the_end: str


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def press_with_keys(page, name):
    """Reach a button by the tabulator, from where the page begins, and press it."""
    button = page.get_by_role("button", name=name, exact=True)
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    else:
        pytest.fail(f"no tabulator leads to {name!r}")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def current(page):
    return page.locator("[aria-current=step] h2").inner_text()


def moment(page):
    return Moment(
        current=current(page), primaries=page.locator(".primary").count(), address=page.url
    )


@pytest.fixture(scope="module")
def walked(browser, shared_server):
    """Walk to the end with the keyboard alone, and look around at every point."""
    with flawless_page(browser) as page:
        page.goto(shared_server.url)
        page.keyboard.press("Tab")
        first_focus = page.locator(":focus").inner_text()
        page.keyboard.press("Enter")
        moments = [moment(page)]
        for button in ("Go to the platform", DEMO_USER, "Authorize"):
            press_with_keys(page, button)
        for button in STEPS:
            moments.append(moment(page))
            press_with_keys(page, button)
        page.get_by_role("heading", name="That was the whole flow").wait_for()
        text, source = page.locator("main").inner_text(), page.content()
        done, exchanges = (page.locator(each).count() for each in ("li.step.done", ".trace > li"))
        press(page, "Call the API again")
        press(page, "Introspect the token again")
        yield Walked(
            first_focus=first_focus,
            moments=moments,
            text=text,
            source=source,
            done=done,
            exchanges=exchanges,
            cookies_for_scripts=page.evaluate("document.cookie"),
            text_after_the_end=page.locator("#walk").inner_text(),
        )


@pytest.fixture(scope="module")
def signed_in(shared_server):
    """Return the cookies of a browser in which the platform knows the demo user."""
    visitor = Visitor()
    visitor.walk_to_the_code(shared_server.url)
    return [one for one in visitor.cookies_for_browser() if one["name"] != "oauth_tool_client"]


@pytest.fixture
def user_page(browser, signed_in):
    """Open a page in a browser in which the user is signed in at the platform."""
    with flawless_page(browser) as page:
        page.context.add_cookies(signed_in)
        yield page


def test_the_whole_walk_ends_well_with_the_keyboard_alone(walked):
    assert walked.first_focus == "Skip to the content"
    assert walked.done == walked.exchanges == 7
    assert "The API knows you as Demo User." in walked.text


def test_each_step_leads_to_the_next(walked):
    seen = [one.current for one in walked.moments]

    assert seen == ["Authorize", "Token", "Call the API", "Introspect", "Refresh", "Revoke"]
    anchors = [one.address.partition("#")[2] for one in walked.moments[1:]]
    assert anchors == ["token", "resource", "introspect", "refresh", "revoke"]


def test_there_is_one_primary_button_at_every_point(walked):
    assert [one.primaries for one in walked.moments] == [1] * 6
    assert walked.source.count('class="button primary"') == 1


def test_a_revoked_token_is_shown_to_be_dead(walked):
    assert "The revoked token is refused, as it should be." in walked.text_after_the_end
    assert "The access token is not active" in walked.text_after_the_end


def test_no_secret_reaches_the_page(walked):
    assert "agpt_xt_••••••••" in walked.source
    assert re.findall(r"agpt_(?:xt|rt|secret)_[A-Za-z0-9_-]", walked.source) == []
    assert walked.cookies_for_scripts == ""


def test_a_denial_is_explained_and_one_can_ask_again_for_other_scopes(shared_server, user_page):
    page = user_page
    page.goto(shared_server.url)
    press(page, "Go to the platform")

    press(page, "Deny")

    assert page.get_by_role("alert").get_by_text("The user said no.").is_visible()
    page.get_by_text("11 more").click()
    page.get_by_label("Run your agents").check()
    press(page, "Go to the platform")
    asked = page.locator(".grants code").all_inner_texts()
    assert sorted(asked) == ["EXECUTE_GRAPH", "IDENTITY"]
    press(page, "Authorize")
    assert current(page) == "Token"


def test_services_are_connected_cancelled_and_asked_for_wrongly(shared_server, user_page):
    page = user_page
    page.goto(shared_server.url)
    page.get_by_role("textbox", name="Services").fill("github repo\nnotion")
    press(page, "Open the setup wizard")
    assert page.locator(".grants .meaning").all_inner_texts() == ["github", "notion"]

    press(page, "Connect and finish")

    assert page.url == f"{shared_server.url}#setup"
    assert page.get_by_text("Connected: github, notion.").is_visible()
    page.get_by_role("link", name=re.compile(r"^2\. Back from the wizard")).click()
    assert page.get_by_text("The answer of the setup wizard returns the state").count() == 1
    press(page, "Open the setup wizard again")
    press(page, "Cancel")
    assert page.get_by_role("alert").get_by_text("The user cancelled the setup.").is_visible()


def test_a_wrong_request_to_the_setup_wizard_ends_there(shared_server, travelling_page, signed_in):
    page = travelling_page  # what ends there is a page with an error's status
    page.context.add_cookies(signed_in)
    page.goto(shared_server.url)
    page.locator("#setup details.wrong > summary").click()
    page.get_by_text("List of services that is no base64").click()

    page.locator("#setup").get_by_role("button", name="Send it wrong").click()

    page.get_by_text("The list of services cannot be read.").wait_for()
    page.goto(shared_server.url)
    assert page.get_by_text("You were sent to the wizard, and nothing has come back").is_visible()


def test_without_javascript_the_whole_walk_works_and_fits_a_small_screen(browser, shared_server):
    small = {"width": 360, "height": 780}
    with flawless_page(browser, java_script_enabled=False, viewport=small) as page:
        assert_the_whole_walk_ends_well(page, shared_server.url, press)


def assert_the_whole_walk_ends_well(page, url, press_it):
    page.goto(url)
    for button in ("Go to the platform", DEMO_USER, "Authorize", *STEPS):
        assert_fits(page)
        press_it(page, button)
    assert_fits(page)
    assert page.get_by_role("heading", name="That was the whole flow").is_visible()
    assert page.locator("li.step.done").count() == 7


def assert_fits(page):
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = false)")

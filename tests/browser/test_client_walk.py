"""The whole walk in a real Chromium, as a person takes it."""

import re

import pytest

# Playwright names elements by what a person perceives of them: role and name.


@pytest.fixture
def server(shared_server):
    """Return the test server that all tests here share."""
    return shared_server


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def sign_in_and(page, decision):
    press(page, "Go to the platform")
    page.get_by_role("button", name="Continue as Demo User demo@example.com").click()
    press(page, decision)


def current(page):
    return page.locator("[aria-current=step] h2").inner_text()


def walk(page, url):
    page.goto(url)
    sign_in_and(page, "Authorize")
    for button in (
        "Exchange the code",
        "Call the API",
        "Introspect the token",
        "Refresh the tokens",
        "Revoke the token",
    ):
        press(page, button)


def assert_fits(page):
    page.wait_for_load_state()
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_whole_walk(server, page):
    walk(page, server.url)

    assert page.get_by_role("heading", name="That was the whole flow").is_visible()
    assert page.locator("li.step.done").count() == 7
    assert page.get_by_text("The API knows you as Demo User.").is_visible()
    assert page.locator(".trace > li").count() == 7


def test_each_step_leads_to_the_next(server, page):
    page.goto(server.url)
    assert current(page) == "Authorize"

    sign_in_and(page, "Authorize")

    assert current(page) == "Token"
    assert page.url == f"{server.url}#token"
    press(page, "Exchange the code")
    assert current(page) == "Call the API"


def test_there_is_one_primary_button_at_every_point(server, page):
    page.goto(server.url)
    counts = [page.locator(".primary").count()]
    sign_in_and(page, "Authorize")
    while page.locator("[aria-current=step]").count():
        counts.append(page.locator(".primary").count())
        page.locator(".primary").click()
    counts.append(page.locator(".primary").count())

    assert counts == [1] * 7


def test_a_revoked_token_is_shown_to_be_dead(server, page):
    walk(page, server.url)

    press(page, "Call the API again")
    assert page.get_by_text("The revoked token is refused, as it should be.").is_visible()
    press(page, "Introspect the token again")
    assert page.get_by_text("The access token is not active").is_visible()


def test_a_denial_is_explained_and_one_can_ask_again(server, page):
    page.goto(server.url)

    sign_in_and(page, "Deny")

    assert page.get_by_role("alert").get_by_text("The user said no.").is_visible()
    press(page, "Go to the platform")
    press(page, "Authorize")
    assert current(page) == "Token"


def test_chosen_scopes_are_asked_for(server, page):
    page.goto(server.url)
    page.get_by_text("11 more").click()
    page.get_by_label("Run your agents").check()
    press(page, "Go to the platform")
    page.get_by_role("button", name="Continue as").click()

    asked = page.locator(".grants code").all_inner_texts()
    assert sorted(asked) == ["EXECUTE_GRAPH", "IDENTITY"]


def test_no_secret_reaches_the_page(server, page):
    walk(page, server.url)

    source = page.content()
    assert "agpt_xt_••••••••" in source
    assert re.findall(r"agpt_(?:xt|rt|secret)_[A-Za-z0-9_-]", source) == []
    assert page.evaluate("document.cookie") == ""


def test_it_works_without_javascript(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    walk(page, server.url)

    assert page.get_by_role("heading", name="That was the whole flow").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_small_screen(server, page, scheme):
    page.set_viewport_size({"width": 360, "height": 780})
    page.emulate_media(color_scheme=scheme)
    page.goto(server.url)
    assert_fits(page)
    press(page, "Go to the platform")
    assert_fits(page)
    page.get_by_role("button", name="Continue as").click()
    assert_fits(page)
    press(page, "Authorize")
    for _ in range(4):
        page.locator(".primary").click()
        assert_fits(page)


def test_it_works_with_the_keyboard_alone(server, page):
    page.goto(server.url)

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    for _ in range(4):  # the scope, "more", "change what is sent", the button
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Sign in").wait_for()


def test_an_app_that_is_registered_already_can_be_played(
    page, serving, run_command, unused_tcp_port
):
    with serving("--platform-port", "0", "--no-browser") as server:
        server.wait_for("Press Ctrl-C to stop")
        play_registered_app(page, server, serving, run_command, unused_tcp_port)


def play_registered_app(page, server, serving, run_command, unused_tcp_port):
    platform = server.urls[1].rstrip("/")
    form = ("--name", "My app", "--scope", "IDENTITY", "--format", "json")
    uri = f"http://127.0.0.1:{unused_tcp_port}/callback"
    registered = run_command("oauth-tool", "register", *form, "--redirect-uri", uri)
    client_id = re.search(r'"client_id": "([^"]+)"', registered.stdout)[1]
    secret = re.search(r'"client_secret": "([^"]+)"', registered.stdout)[1]

    with serving(
        *("--port", unused_tcp_port, "--platform-url", platform, "--backend-url", platform),
        *("--client-id", client_id, "--scope", "IDENTITY", "--no-browser"),
        env={"OAUTH_TOOL_CLIENT_SECRET": secret},
    ) as other:
        walk(page, other.url)

        assert page.get_by_role("heading", name="That was the whole flow").is_visible()

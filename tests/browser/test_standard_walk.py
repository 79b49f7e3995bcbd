"""The whole walk of standard OAuth in a real Chromium, by keyboard alone and without JavaScript."""

import pytest
from tests.browser.test_client_walk import DEMO_USER, STEPS, assert_fits, press, press_with_keys
from tests.plumbing.browser import flawless_page
from tests.plumbing.serving import shared_by_tests

SMALL = {"width": 360, "height": 780}
WAYS = {
    "keyboard alone": (press_with_keys, {}),
    "no JavaScript": (press, {"java_script_enabled": False, "viewport": SMALL}),
}


@pytest.fixture(scope="module")
def server(warm_process, tmp_path_factory):
    with shared_by_tests(warm_process, tmp_path_factory.mktemp("standard"), "rfc") as server:
        yield server


@pytest.mark.parametrize("way", WAYS)
def test_the_whole_walk_ends_well(browser, server, way):
    press_it, options = WAYS[way]
    with flawless_page(browser, **options) as page:
        page.goto(server.url)
        for button in ("Go to the platform", DEMO_USER, "Authorize", *STEPS):
            assert_fits(page)
            press_it(page, button)
        assert_fits(page)

        assert page.get_by_role("heading", name="That was the whole flow").is_visible()
        assert page.locator("li.step.done").count() == 7

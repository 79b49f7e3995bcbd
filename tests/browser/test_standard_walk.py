"""The whole walk of standard OAuth in a real Chromium, by keyboard alone and without JavaScript."""

import pytest
from tests.browser.test_client_walk import (
    assert_the_whole_walk_ends_well,
    press,
    press_with_keys,
)
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
        assert_the_whole_walk_ends_well(page, server.url, press_it)

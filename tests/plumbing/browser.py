"""A real Chromium, driven by Playwright's synchronous interface.

The browser lives as long as a test module: while it does, Playwright's event loop runs in this
thread, and an asynchronous test could not. So a module has browser tests or asynchronous ones.
"""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest

VARIABLE = "OAUTH_TOOL_TEST_BROWSER"


@pytest.fixture(scope="module")
def browser():
    """Start the Chromium that `scripts/test` found; a test that needs one never skips."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and few tests need it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_executable(), args=_arguments())
        yield chromium
        chromium.close()


@contextmanager
def flawless_page(browser, **options):
    """Open an empty page in a context of its own; it must end without an error of the page."""
    complaints = []
    context = browser.new_context(**options)
    page = context.new_page()
    page.on("console", lambda message: _note_error(complaints, message))
    page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
    yield page
    context.close()
    assert complaints == [], "the page reported errors"


@pytest.fixture
def page(browser):
    """Open an empty page, which must end without an error."""
    with flawless_page(browser) as page:
        yield page


@pytest.fixture
def travelling_page(browser):
    """Open an empty page that also visits servers of others: what their pages lack is theirs."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def _note_error(complaints, message):
    if message.type == "error":
        complaints.append(f"{message.location.get('url', '')}: {message.text}")


def _executable():
    chosen = os.environ.get(VARIABLE)
    if not chosen or not Path(chosen).is_file():
        pytest.fail(
            f"no browser: {VARIABLE} is {chosen!r}. Run 'python3 scripts/test', which finds one, "
            "or name a Chromium or Chrome there.",
            pytrace=False,
        )
    return chosen


def _arguments():
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # Chromium's sandbox refuses to start as root.
    sandbox = ["--no-sandbox"] if is_root else []
    return [*sandbox, "--disable-gpu", "--disable-background-networking"]

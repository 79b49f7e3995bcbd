"""The walk in a real Chromium at node's oidc-provider, as an app that it registered itself."""

from tests.browser.test_client_walk import press
from tests.browser.test_other_servers import done_after_the_rest


def test_the_whole_walk(travelling_page, serving, issuer):
    page = travelling_page
    with serving("--issuer", issuer, "--scopes", "openid,offline_access", "--no-browser") as server:
        page.goto(server.url)
        press(page, "Go to the platform")
        page.get_by_placeholder("Enter any login").fill("ada")
        page.get_by_placeholder("and password").fill("lovelace")
        press(page, "Sign-in")
        press(page, "Continue")

        assert done_after_the_rest(page) == 7

    assert "Deleted the temporary app" in server.output

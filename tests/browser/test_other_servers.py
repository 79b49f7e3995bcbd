"""The walk in a real Chromium against servers that we did not write, and the standard profile."""

import re
import signal

from tests.browser.test_client_walk import STEPS, press


def done_after_the_rest(page):
    """Walk on from the code to the end, and return how many steps went well."""
    for button in STEPS:
        press(page, button)
    page.get_by_role("heading", name="That was the whole flow").wait_for()
    return page.locator("li.step.done").count()


def test_django_oauth_toolkit_is_walked_through_as_an_app_that_it_registered(
    travelling_page, serving, django_issuer
):
    page = travelling_page
    # Its metadata of RFC 8414 lacks the userinfo endpoint, which OpenID Connect's has.
    with serving("--issuer", django_issuer, "--no-browser") as server:
        server.wait_for("Press Ctrl-C to stop")
        page.goto(server.url)
        press(page, "Go to the platform")
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password").fill("lovelace")
        press(page, "Sign in")
        press(page, "Authorize")

        assert done_after_the_rest(page) == 7
        seen = [title.partition(". ")[2] for title in page.locator(".what").all_inner_texts()]
        source = page.content()

    assert seen[::-1][:5] == ["Discovery", "Discovery", "Registration", "Authorize", "Callback"]
    assert '"registration_access_token": "••••••••"' in source
    assert '"client_secret": "••••••••"' in source
    assert "Deleted the temporary app" in server.output


def test_the_embedded_platform_with_the_standard_profile_is_walked_through(page, serving):
    with serving("--profile", "rfc", "--platform-port", "0", "--no-browser") as server:
        page.goto(server.url)
        press(page, "Go to the platform")
        page.get_by_role("button", name=re.compile("Demo User")).click()
        press(page, "Authorize")

        assert done_after_the_rest(page) == 7


def test_what_a_kill_left_behind_at_another_server_is_deleted_by_cleanup(
    serving, run_command, django_issuer
):
    with serving("--issuer", django_issuer, "--no-browser") as server:
        client_id = server.wait_for(r"App +(\S+), temporary")[1]
        assert server.stop(signal.SIGKILL) == -signal.SIGKILL

    first, second = (run_command("oauth-tool", "cleanup") for _ in range(2))

    assert first.stdout == f"{client_id} at {django_issuer}/register/: deleted.\n"
    assert second.stdout == "Nothing was left behind.\n"

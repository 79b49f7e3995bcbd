"""The platform's pages in a real browser: no page breaks its own content security policy."""

import io
from urllib.parse import urlencode

import pytest
from PIL import Image

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.testing import running_platform

CALLBACK = "http://127.0.0.1:9/callback"


@pytest.fixture
def platform():
    with running_platform() as running:
        yield running


def authorization_url(platform, app, scope="IDENTITY"):
    query = {
        "client_id": app.client_id,
        "redirect_uri": CALLBACK,
        "scope": scope,
        "state": "s",
        "code_challenge": challenge_for("v" * 43),
        "response_type": "code",
    }
    return f"{platform.endpoint('authorization')}?{urlencode(query)}"


@pytest.fixture
def arrivals(page):
    """Return where the app's callback was asked for; it is answered in the app's place."""
    seen = []

    def arrive(route):
        seen.append(route.request.url)
        route.fulfill(status=200, body="arrived", content_type="text/plain")

    page.route(f"{CALLBACK}*", arrive)
    return seen


def test_a_new_user_signs_up_and_agrees(platform, page, arrivals):
    app = platform.register(redirect_uris=[CALLBACK], scopes=["IDENTITY"])
    page.goto(authorization_url(platform, app))
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail").fill("ada@example.com")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign up").click()

    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{CALLBACK}*")

    assert "code=" in arrivals[0]


def test_the_way_back_from_too_many_scopes_denies(platform, page, arrivals):
    app = platform.register(redirect_uris=[CALLBACK], scopes=["IDENTITY"])
    page.goto(authorization_url(platform, app, "IDENTITY USE_TOOLS"))
    page.get_by_role("button", name="Continue as Demo User").click()

    page.get_by_role("button", name="Return to the app").click()
    page.wait_for_url(f"{CALLBACK}*")

    assert "error=access_denied" in arrivals[0]


def test_a_logo_is_uploaded_and_shown(platform, page, tmp_path):
    platform.register(redirect_uris=[CALLBACK], name="Painted")
    picture = io.BytesIO()
    Image.new("RGB", (512, 512), "teal").save(picture, format="PNG")
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    page.goto(f"{platform.url}/profile/oauth-apps")
    page.get_by_role("button", name="Continue as Demo User").click()

    page.get_by_label("Upload a logo").set_input_files(logo)
    page.get_by_role("button", name="Upload", exact=True).click()
    page.get_by_label("Change the logo").wait_for()

    assert page.locator("img.logo").evaluate("image => image.naturalWidth") == 512
    page.get_by_role("button", name="Disable Painted").click()
    page.get_by_text("Disabled", exact=True).wait_for()


def test_the_page_of_the_api_shows_every_part_of_it(platform, page):
    page.goto(f"{platform.url}/external-api/docs")

    page.get_by_text("/api/oauth/token", exact=False).first.wait_for()

    assert page.locator(".opblock").count() == 28
    assert page.locator(".errors-wrapper").count() == 0

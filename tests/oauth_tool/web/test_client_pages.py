import asyncio
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from aiohttp.client import URL
from tests.oauth_tool.web.conftest import opened_browser

from oauth_tool.client.steps import FLOW, Step


def visible(page):
    """Return the text of a page without its tags, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def state_of(url):
    return parse_qs(urlsplit(url).query)["state"][0]


async def test_the_whole_walk_goes_well(bench):
    await bench.walk_to_tokens()
    for action in ("/resource", "/introspect", "/refresh", "/revoke"):
        page = await bench.act(action)

    assert {step: bench.session.outcomes[step].problem for step in FLOW} == dict.fromkeys(FLOW)
    assert "That was the whole flow" in page.text


async def test_the_code_does_not_stay_in_the_address_bar(bench):
    answer = await bench.browser.open(await bench.authorize())

    assert (answer.status, answer.location) == (303, "/#token")


async def test_a_denial_is_explained(bench):
    authorization = await bench.start()
    answer = {
        "error": "access_denied",
        "error_description": "User denied access",
        "state": state_of(authorization),
    }

    page = await bench.browser.follow(f"{bench.origin}/callback?{urlencode(answer)}")

    assert "The user said no." in visible(page)
    assert "access_denied: User denied access" in visible(page)
    assert 'role="alert"' in page.text


@pytest.mark.parametrize("answer", [{"code": "injected"}, {"error": "access_denied"}])
async def test_an_answer_with_another_state_is_not_used(bench, answer):
    await bench.start()
    forged = urlencode({**answer, "state": "forged"})

    page = await bench.browser.follow(f"{bench.origin}/callback?{forged}")

    assert "The state of the answer is not the state that was sent." in visible(page)
    assert bench.session.code is None


async def test_an_answer_in_another_browser_is_not_used(bench):
    callback = await bench.authorize()
    async with opened_browser() as other:
        await other.open(bench.page)

        page = await other.follow(callback)

    assert "nobody here has asked for" in visible(page)


async def test_an_answer_in_a_browser_without_session_is_refused(bench):
    async with opened_browser() as other:
        answer = await other.open(f"{bench.origin}/callback?code=c&state=s")

    assert answer.status == 400
    assert "has not started a flow" in answer.text


async def test_script_in_an_error_stays_text(bench):
    authorization = await bench.start()
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    answer = {"error": script, "error_description": script, "state": state_of(authorization)}

    page = await bench.browser.follow(f"{bench.origin}/callback?{urlencode(answer)}")

    assert "<script>" not in page.text
    assert "<img src=x" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


async def test_the_page_may_send_its_form_to_the_platform_and_nowhere_else(bench):
    page = await bench.browser.open(bench.page)

    policy = page.headers["Content-Security-Policy"]
    assert f"form-action 'self' {bench.platform_origin};" in policy
    assert "script-src 'self'; connect-src 'self'" in policy
    assert "unsafe" not in policy


async def test_no_secret_is_in_any_answer_to_the_browser(bench):
    pages = [await bench.browser.open(bench.page)]
    callback = await bench.authorize()
    held = bench.session.attempt
    secrets = {bench.client.app.secret.reveal(), held.verifier.reveal(), held.state.reveal()}
    pages.append(await bench.browser.open(callback))
    secrets.add(bench.session.code.reveal())
    for action in ("/token", "/resource", "/introspect", "/refresh", "/revoke"):
        pages.append(await bench.act(action))
        secrets |= {
            bench.session.tokens.access.reveal(),
            bench.session.tokens.refresh.reveal(),
        }

    assert len(secrets) == 8
    for page in pages:
        told = page.text + str(page.headers)
        assert [secret for secret in secrets if secret in told] == []


async def test_tokens_show_what_kind_they_are(bench):
    page = await bench.walk_to_tokens()

    assert "agpt_xt_••••••••" in page.text
    assert "agpt_rt_••••••••" in page.text


async def test_a_backend_that_is_away_is_explained(bench):
    await bench.browser.open(await bench.authorize())
    await bench.stop_platform()

    page = await bench.act("/token")

    assert f"Could not reach {bench.platform_origin}: connection refused." in visible(page)
    assert "Is it running?" in visible(page)


async def test_of_two_clicks_the_second_one_does_no_harm(bench):
    await bench.browser.open(await bench.authorize())

    await asyncio.gather(bench.act("/token"), bench.act("/token"))

    assert not bench.session.failed(Step.TOKEN)
    page = await bench.act("/resource")
    assert "The API knows you as Demo User." in visible(page)


async def test_a_step_that_is_not_possible_yet_does_nothing(bench):
    page = await bench.act("/refresh")

    assert page.status == 200
    assert not bench.session.exchanges


async def test_the_chosen_token_is_the_one_that_is_revoked(bench):
    await bench.walk_to_tokens()

    page = await bench.act("/revoke", token_type="refresh_token")

    assert bench.session.revoked == {"refresh_token"}
    assert "The refresh token is revoked." in visible(page)


async def test_a_flow_needs_a_scope(bench):
    answer = await bench.browser.submit(bench.page, "/start", scope="NOT_OFFERED")

    assert answer.status == 400
    assert "No scope was chosen." in answer.text


async def test_starting_over_forgets_everything(bench):
    await bench.walk_to_tokens()

    await bench.act("/reset")

    assert bench.session.tokens is None
    assert not bench.session.exchanges


async def test_a_token_that_has_expired_is_shown_as_such(bench, watch):
    await bench.walk_to_tokens()
    watch.advance(hours=2)

    page = await bench.browser.open(bench.page)

    assert "Access token expired" in visible(page)


async def test_after_hours_the_session_has_ended(bench, watch):
    page = await bench.browser.open(bench.page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    watch.advance(hours=9)

    answer = await bench.browser.open(f"{bench.origin}/token", "POST", fields={"csrf_token": token})

    assert answer.status == 403
    assert "This session has ended." in answer.text


@pytest.mark.parametrize("path", ["/nope", "/%2e%2e/page.html", "/callback/x"])
async def test_a_page_that_is_not_there_says_so(bench, path):
    answer = await bench.browser.open(bench.origin + path)

    assert answer.status == 404
    assert "There is nothing here" in answer.text


@pytest.mark.parametrize("path", ["nope.css", "../page.html", "%2e%2e/page.html", "..%2fpage.html"])
async def test_no_file_beside_the_static_ones_is_served(bench, path):
    url = URL(f"{bench.origin}/static/{path}", encoded=True)

    answer = await bench.browser.open(url)

    assert answer.status in {403, 404}
    assert answer.text == "" or "There is nothing here" in answer.text


async def test_the_style_sheet_and_the_icon_are_served(bench):
    for path, kind in {
        "/static/style.css": "text/css",
        "/static/client.svg": "image/svg+xml",
        "/favicon.ico": "image/svg+xml",
    }.items():
        answer = await bench.browser.open(bench.origin + path)

        assert (answer.status, answer.headers["Content-Type"]) == (200, kind)

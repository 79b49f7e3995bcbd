"""Tokens on the page: masked, revealed on request, understood."""

import pytest
from tests.oauth_tool.web.conftest import opened_browser
from tests.oauth_tool.web.test_client_pages import visible


async def test_a_token_is_revealed_to_the_form_of_its_own_browser_only(bench):
    await bench.walk_to_tokens()
    held = bench.session.tokens.access.reveal()
    path = "/tokens/access_token/reveal"

    revealed = await bench.browser.submit(bench.page, path)
    refused = await bench.browser.open(bench.origin + path, "POST")
    async with opened_browser() as other:
        stranger = await other.submit(bench.page, path)

    assert (revealed.text, revealed.status) == (held, 200)
    assert revealed.headers["Content-Type"].startswith("text/plain")
    assert revealed.headers["Cache-Control"] == "no-store"
    assert (refused.status, stranger.status) == (403, 404)
    assert held not in (await bench.browser.open(bench.page)).text


@pytest.mark.parametrize("path", ["/tokens/access_token/reveal", "/tokens/code/reveal"])
async def test_a_token_is_not_read_by_a_link(bench, path):
    await bench.walk_to_tokens()

    assert (await bench.browser.open(bench.origin + path)).status in {404, 405}


async def test_the_page_says_whether_a_token_would_be_accepted(bench):
    page = await bench.walk_to_tokens()
    assert "Nothing that is known here speaks against it." in visible(page)
    assert "its server was not asked yet" in visible(page)

    await bench.act("/revoke", token_type="access_token")
    page = await bench.act("/introspect")

    assert "It would be rejected: it was revoked; its server calls it not active." in visible(page)

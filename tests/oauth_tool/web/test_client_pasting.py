"""The answer of the platform, copied from the address bar by a person."""

import pytest
from tests.oauth_tool.web.test_client_pages import visible

from oauth_tool.client.steps import Step


async def test_a_pasted_answer_counts_as_one_that_came_itself(bench):
    callback = await bench.authorize()

    await bench.act("/pasted", address=callback)

    assert bench.session.code is not None
    await bench.act("/token")
    assert bench.session.tokens is not None


async def test_it_counts_once(bench):
    callback = await bench.authorize()
    await bench.act("/pasted", address=callback)

    page = await bench.act("/pasted", address=callback)

    assert "nobody here has asked for" in visible(page)


async def test_localhost_and_127_0_0_1_are_told_apart(bench):
    callback = await bench.authorize()

    page = await bench.act("/pasted", address=callback.replace("127.0.0.1", "localhost"))

    assert "The address says localhost, the redirect URI says 127.0.0.1." in visible(page)
    assert bench.session.code is None
    await bench.act("/pasted", address=callback)
    assert bench.session.code is not None


@pytest.mark.parametrize("state", ["forged", ""])
async def test_the_state_is_checked_as_ever(bench, state):
    await bench.start()

    await bench.act("/pasted", address=f"{bench.origin}/callback?code=c&state={state}")

    assert bench.session.failed(Step.CALLBACK)
    assert bench.session.code is None


async def test_there_is_a_place_to_paste_while_an_answer_is_awaited(bench):
    before = await bench.browser.open(bench.page)
    await bench.start()
    after = await bench.browser.open(bench.page)

    assert 'action="/pasted"' not in before.text
    assert 'action="/pasted"' in after.text


async def test_what_was_pasted_is_not_on_the_page(bench):
    callback = await bench.authorize()
    code = callback.partition("code=")[2].partition("&")[0]

    page = await bench.act("/pasted", address=callback.replace("/callback", "/other"))

    assert code not in page.text

"""The live timeline, and a session of a thousand exchanges."""

import asyncio
import json
import time
from dataclasses import replace

import pytest
from tests.oauth_tool.web.conftest import opened_browser

THOUSAND = 1000


async def events_of(bench, browser, path="/events"):
    """Yield what is told, event by event."""
    async with browser.http.get(bench.origin + path) as answer:
        assert answer.headers["Content-Type"] == "text/event-stream"
        async for line in answer.content:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


async def test_each_exchange_is_told_as_it_happens_without_secrets(bench):
    await bench.browser.open(await bench.authorize())
    following = events_of(bench, bench.browser)
    told = [await anext(following) for _ in range(2)]
    step = asyncio.create_task(bench.act("/token"))

    told.append(await asyncio.wait_for(anext(following), 10))

    await step
    await following.aclose()
    assert [one["number"] for one in told] == [1, 2, 3]
    assert "POST" in told[2]["exchange"]
    assert 'href="#exchange-3"' in told[2]["arrow"]
    text = json.dumps(told)
    secrets = bench.session.secrets.mask(bench.client.server, bench.client.app).secrets
    assert [secret for secret in secrets if secret in text] == []


async def test_who_has_seen_some_gets_the_rest(bench):
    await bench.browser.open(await bench.authorize())

    async for told in events_of(bench, bench.browser, "/events?after=1"):
        assert told["number"] == 2
        break


async def test_a_reader_that_has_gone_is_no_failure(bench, caplog):
    await bench.browser.open(await bench.authorize())
    async for _ in events_of(bench, bench.browser):
        break

    await bench.act("/token")
    await bench.act("/resource")

    assert caplog.records == []


async def test_a_stream_ends_properly_when_the_server_stops(bench):
    await bench.browser.open(await bench.authorize())
    async with bench.browser.http.get(f"{bench.origin}/events?after=2") as answer:
        await answer.content.readline()
        bench.client.changes.end()

        assert await asyncio.wait_for(answer.content.read(), 5) is not None


async def test_another_browser_cannot_follow(bench):
    await bench.authorize()
    async with opened_browser() as other:
        assert (await other.open(f"{bench.origin}/events")).status == 404
        await other.open(bench.page)
        headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
        assert (await other.open(f"{bench.origin}/events", headers=headers)).status == 403


@pytest.fixture
async def thousand(bench):
    """Fill the session with copies of real exchanges, each with a secret of its own."""
    await bench.walk_to_tokens()
    last = bench.session.exchanges[-1].exchange
    while bench.session.exchanges[-1].number < THOUSAND:
        bench.session.note(replace(last))
    return bench


async def test_a_thousand_exchanges_stay_on_pages_of_fifty(thousand):
    page = await thousand.browser.open(thousand.page)
    older = await thousand.browser.open(f"{thousand.page}?until=900")

    assert page.text.count('class="exchange"') == older.text.count('class="exchange"') == 50
    assert 'href="/?until=950#trace-title"' in page.text
    assert 'id="exchange-900"' in older.text
    assert "To the newest exchanges" in older.text


async def test_a_page_of_a_thousand_exchanges_is_made_in_no_time(thousand):
    costs = []
    for _ in range(4):  # the first one judges and masks them all, once
        begin = time.process_time()
        await thousand.browser.open(thousand.page)
        costs.append(time.process_time() - begin)

    assert min(costs[1:]) < 0.2

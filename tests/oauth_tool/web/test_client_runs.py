"""Kept runs in the browser: made while walking, without secrets, for the right person only."""

import re
import stat
from dataclasses import replace

import pytest
from tests.oauth_tool.web.conftest import opened_browser
from tests.oauth_tool.web.test_client_pages import visible

from oauth_tool.web.exports.run_json import run_json
from oauth_tool.web.runs.reading import run_in


@pytest.fixture
def store(bench):
    return bench.client.keeper.store


async def open_runs(bench):
    return await bench.browser.follow(f"{bench.origin}/runs?key={bench.client.admission.key}")


async def walk(bench, *actions):
    await bench.browser.open(await bench.authorize())
    for action in ("/token", *actions):
        await bench.act(action)


async def test_a_run_is_kept_while_it_happens_and_nothing_secret_is_in_the_file(bench, store):
    await walk(bench, "/resource", "/refresh")
    secrets = bench.session.secrets.mask(bench.client.server, bench.client.app).secrets

    (summary,) = store.summaries()

    assert summary.exchanges == 5
    kept = b"".join(file.read_bytes() for file in store.file.parent.iterdir())
    assert len(secrets) == 8
    assert [secret for secret in secrets if secret.encode() in kept] == []
    assert {stat.S_IMODE(file.stat().st_mode) for file in store.file.parent.iterdir()} == {0o600}


async def test_a_kept_run_is_shown_as_it_was_and_exported_again(bench, store):
    await walk(bench, "/resource")
    exported = (await bench.browser.open(f"{bench.origin}/exports/oauth-flow.json")).text
    await open_runs(bench)
    (summary,) = store.summaries()

    page = await bench.browser.open(f"{bench.origin}/runs/{summary.id}")
    again = await bench.browser.open(f"{bench.origin}/runs/{summary.id}/exports/oauth-flow.json")

    assert "GET /external-api/v1/me" in visible(page)
    assert again.text == exported
    assert run_json(run_in(exported, "it")) == exported


@pytest.fixture
async def long_run(bench, store):
    """Keep a run of 120 exchanges, whose oldest one breaks a rule, and return its address."""
    await walk(bench)
    last = bench.session.exchanges[-1].exchange
    while bench.session.exchanges[-1].number < 120:
        bench.session.note(replace(last))
    await open_runs(bench)
    (summary,) = store.summaries()
    return f"{bench.origin}/runs/{summary.id}"


@pytest.mark.parametrize(
    ("query", "first", "last", "earlier", "later"),
    [
        ("", 1, 50, None, 51),
        ("?exchange=77", 51, 100, 50, 101),
        ("?exchange=120", 101, 120, 100, None),
        ("?exchange=121", 1, 50, None, 51),
        ("?exchange=x", 1, 50, None, 51),
    ],
)
async def test_a_long_run_is_shown_in_parts(bench, long_run, query, first, last, earlier, later):
    page = (await bench.browser.open(long_run + query)).text

    assert re.findall(r'id="exchange-(\d+)"', page) == [str(n) for n in range(first, last + 1)]
    assert f'<ol class="trace" start="{first}">' in page
    leading = re.findall(r'\?exchange=(\d+)#trace-title">(\w+)', page)
    there = [(earlier, "Earlier"), (later, "Later")]
    assert leading == 2 * [(str(number), word) for number, word in there if number]
    leading_to_findings = re.findall(r'href="([^"]*)#exchange-\d+">exchange (\d+)<', page)
    assert leading_to_findings
    for address, number in leading_to_findings:
        here = first <= int(number) <= last
        assert address == ("" if here else f"?exchange={number}")


async def test_two_runs_are_compared_side_by_side(bench, store):
    await walk(bench, "/resource")
    await bench.act("/reset")
    await walk(bench)
    await bench.act("/revoke")
    await bench.act("/resource")
    page = await open_runs(bench)
    left, right = (summary.id for summary in store.summaries())

    compared = await bench.browser.open(f"{bench.origin}/runs/compare?left={right}&right={left}")

    assert "Compare left and right" in page.text
    text = visible(compared)
    assert "2 of 5 steps differ." in text
    assert "Revoke only on the right" in text
    assert f'href="/runs/{left}?exchange=4#exchange-4"' in compared.text
    assert "answer status 200 OK 401 Unauthorized" in text


async def test_a_run_is_deleted_with_all_its_exchanges(bench, store):
    await walk(bench)
    await open_runs(bench)
    (summary,) = store.summaries()
    url = f"{bench.origin}/runs/{summary.id}"

    answer = await bench.browser.submit(url, f"/runs/{summary.id}/delete")

    assert answer.location == "/runs"
    assert store.summaries() == []
    assert (await bench.browser.open(url)).status == 404


@pytest.mark.parametrize("path", ["/runs", "/runs/compare?left=a&right=b", "/runs/abc"])
async def test_a_browser_without_the_key_sees_no_kept_run(bench, path):
    await walk(bench)
    async with opened_browser() as other:
        await other.open(bench.page)
        answers = [
            await other.open(bench.origin + path),
            await other.open(f"{bench.origin}/runs?key=guessed"),
            await other.open(f"{bench.origin}/runs/abc/exports/oauth-flow.json"),
        ]

    assert [answer.status for answer in answers] == [403] * 3
    assert "Kept runs" in answers[0].text


async def test_the_key_does_not_stay_in_the_address_bar(bench):
    async with opened_browser() as other:
        answer = await other.open(f"{bench.origin}/runs?key={bench.client.admission.key}&to=start")

        assert (answer.status, answer.location) == (303, "/")
        assert (await other.open(f"{bench.origin}/runs")).status == 200


async def test_a_run_without_key_cannot_be_deleted(bench, store):
    await walk(bench)
    (summary,) = store.summaries()

    answer = await bench.browser.submit(bench.page, f"/runs/{summary.id}/delete")

    assert answer.status == 403
    assert len(store.summaries()) == 1


async def test_a_disk_that_fails_does_not_stop_the_walk(bench, store, capsys):
    store.file.parent.mkdir()
    store.file.write_bytes(b"this is no database, and long enough to be taken for none")

    page = await bench.walk_to_tokens()

    assert "Tokens came back" in visible(page)
    assert capsys.readouterr().out.count("Warning: runs are not kept") == 1


@pytest.mark.parametrize("query", ["", "?left=aa", "?left=aa&right=aa"])
async def test_a_comparison_needs_two_runs(bench, query):
    await open_runs(bench)

    answer = await bench.browser.open(f"{bench.origin}/runs/compare{query}")

    assert answer.status == 400
    assert "Two different runs are needed" in answer.text

"""The downloads: each is what its readers expect, and none holds a secret."""

import asyncio
import json
import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from tests.oauth_tool.web.conftest import opened_browser

from oauth_tool.web.exports.formats import EXPORTS

TEXT, NUMBER, LIST, OBJECT = str, int | float, list, dict
# HAR 1.2, member by member: http://www.softwareishard.com/blog/har-12-spec/
PAIR = {"name": TEXT, "value": TEXT}
ENTRY = {
    "startedDateTime": TEXT,
    "time": NUMBER,
    "request": OBJECT,
    "response": OBJECT,
    "cache": OBJECT,
    "timings": OBJECT,
}
REQUEST = {
    "method": TEXT,
    "url": TEXT,
    "httpVersion": TEXT,
    "cookies": LIST,
    "headers": LIST,
    "queryString": LIST,
    "headersSize": int,
    "bodySize": int,
}
RESPONSE = {
    "status": int,
    "statusText": TEXT,
    "httpVersion": TEXT,
    "cookies": LIST,
    "headers": LIST,
    "content": OBJECT,
    "redirectURL": TEXT,
    "headersSize": int,
    "bodySize": int,
}
TIMINGS = {"send": NUMBER, "wait": NUMBER, "receive": NUMBER}


def assert_members(value, members):
    for name, kind in members.items():
        assert isinstance(value[name], kind), (name, value[name])


def assert_is_har(document):
    log = document["log"]
    assert log["version"] == "1.2"
    assert_members(log["creator"], {"name": TEXT, "version": TEXT})
    for entry in log["entries"]:
        assert_members(entry, ENTRY)
        assert_members(entry["request"], REQUEST)
        assert_members(entry["response"], RESPONSE)
        assert_members(entry["timings"], TIMINGS)
        assert_members(entry["response"]["content"], {"size": int, "mimeType": TEXT})
        assert datetime.fromisoformat(entry["startedDateTime"]).tzinfo
        assert entry["time"] == sum(entry["timings"].values())
        assert entry["request"]["url"].isascii()
        assert urlsplit(entry["request"]["url"]).scheme == "http"
        for message in (entry["request"], entry["response"]):
            for pair in message["headers"] + message.get("queryString", []):
                assert_members(pair, PAIR)
        if "postData" in entry["request"]:
            assert_members(entry["request"]["postData"], {"mimeType": TEXT, "text": TEXT})
        custom = set(entry) - {*ENTRY, "comment"}
        assert all(name.startswith("_") for name in custom)


@pytest.fixture
async def secrets(bench):
    """Walk to the end, and return every secret of the walk."""
    await bench.browser.open(await bench.authorize())
    session = bench.session
    held = {session.code.reveal(), session.verifier.reveal(), bench.client.app.secret.reveal()}
    await bench.act("/wrong/token", mistake="wrong-verifier")
    for action in ("/token", "/resource", "/introspect", "/refresh"):
        await bench.act(action)
        held |= {session.tokens.access.reveal(), session.tokens.refresh.reveal()}
    return held


async def exported(bench, name):
    answer = await bench.browser.open(f"{bench.origin}/exports/oauth-flow.{name}")
    assert answer.status == 200
    return answer.text


@pytest.mark.parametrize("file", EXPORTS)
async def test_no_export_holds_a_secret(bench, secrets, file):
    answer = await bench.browser.open(f"{bench.origin}/exports/{file}")

    assert len(secrets) == 7
    assert [secret for secret in secrets if secret in answer.text] == []
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert answer.headers["Cache-Control"] == "no-store"


async def test_the_archive_keeps_to_har(bench, secrets):
    document = json.loads(await exported(bench, "har"))

    assert_is_har(document)
    statuses = [entry["response"]["status"] for entry in document["log"]["entries"]]
    assert statuses == [0, 0, 400, 200, 200, 200, 200]
    assert document["log"]["entries"][2]["comment"] == (
        "3. Token (wrong on purpose: Wrong verifier)"
    )


async def test_an_exchange_without_an_answer_is_in_the_archive_too(bench):
    await bench.walk_to_tokens()
    await bench.stop_platform()
    await bench.act("/resource")

    document = json.loads(await exported(bench, "har"))

    assert_is_har(document)
    assert "could not reach" in document["log"]["entries"][-1]["response"]["comment"]


async def run_shell(script, **variables):
    process = await asyncio.create_subprocess_exec(
        *("sh", "-c", script),
        env={"PATH": "/usr/bin:/bin", **variables},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    return process.returncode, output.decode(), errors.decode()


async def test_the_curl_commands_run_once_the_secrets_are_set(bench, secrets):
    script = await exported(bench, "sh")
    last = script[script.index("# 7. Refresh") :]
    tokens, app = bench.session.tokens, bench.client.app

    _, output, errors = await run_shell(
        last, REFRESH_TOKEN=tokens.refresh.reveal(), CLIENT_SECRET=app.secret.reveal()
    )

    assert json.loads(output)["token_type"] == "Bearer", errors
    assert 'Authorization: Bearer \'"$ACCESS_TOKEN"' in script


async def test_the_script_asks_for_what_it_needs_before_it_sends_anything(bench, secrets):
    code, output, errors = await run_shell(await exported(bench, "sh"))

    assert code != 0
    assert output == ""
    assert "set it first" in errors


async def test_nothing_that_a_server_says_becomes_a_command(bench):
    await bench.start()
    await bench.browser.open(f"{bench.origin}/callback?x=%0Atouch%20pwned&y='$(id)`id`;")
    script = await exported(bench, "sh")

    lines = [line for line in script.splitlines() if line and not line.startswith(("#", ":"))]

    assert lines == []


async def test_the_report_has_diagram_findings_and_exchanges(bench, secrets):
    report = await exported(bench, "md")

    assert report.startswith("# OAuth flow at AutoGPT platform\n")
    assert "```mermaid\nsequenceDiagram\n" in report
    assert "[RFC 9207, 2](https://www.rfc-editor.org/rfc/rfc9207#section-2)" in report
    assert "### 7. Refresh" in report
    assert report.count("```") % 2 == 0


async def test_the_diagram_is_mermaid(bench, secrets):
    lines = (await exported(bench, "mmd")).splitlines()

    assert lines[0] == "sequenceDiagram"
    arrow = re.compile(r"    [BAP](->>|-->>|--x)[BAP]: [\w /.,:()+-]+")
    assert [line for line in lines[5:] if not arrow.fullmatch(line)] == []
    assert "    A->>P: POST /api/oauth/token (wrong on purpose: Wrong verifier)" in lines


async def test_the_json_has_what_the_page_shows(bench, secrets):
    document = json.loads(await exported(bench, "json"))

    assert [one["step"] for one in document["exchanges"]][2:4] == ["token", "token"]
    failed = [f["rule"] for f in document["exchanges"][1]["findings"] if f["verdict"] == "failed"]
    assert failed == ["issuer-named"]


@pytest.mark.parametrize("file", ["nope", "oauth-flow.exe", "..%2fx"])
async def test_another_file_is_not_there(bench, file):
    await bench.browser.open(bench.page)

    assert (await bench.browser.open(f"{bench.origin}/exports/{file}")).status == 404


async def test_another_browser_gets_nothing_of_it(bench, secrets):
    async with opened_browser() as other:
        answer = await other.open(f"{bench.origin}/exports/oauth-flow.json")

    assert answer.status == 404


@pytest.mark.parametrize(
    ("client_options", "fields", "status"),
    [
        ({}, {"confirmed": "yes"}, 403),
        ({"reveals": True}, {}, 400),
        ({"reveals": True}, {"confirmed": "yes"}, 200),
    ],
)
async def test_secrets_are_exported_only_where_the_server_and_the_person_say_so(
    bench, secrets, fields, status
):
    answer = await bench.browser.submit(bench.page, "/exports/oauth-flow.har", **fields)

    found = [secret for secret in secrets if secret in answer.text]
    assert answer.status == status
    assert len(found) == (len(secrets) if status == 200 else 0)
    kept = bench.client.keeper.store
    (summary,) = kept.summaries()
    assert [secret for secret in secrets if secret in str(kept.load(summary.id))] == []


@pytest.mark.parametrize("client_options", [{"reveals": True}])
async def test_the_curl_commands_with_secrets_run_as_they_are(bench, secrets):
    answer = await bench.browser.submit(bench.page, "/exports/oauth-flow.sh", confirmed="yes")
    script = answer.text
    last = script[script.index("# 5. Call the API") : script.index("# 6.")]

    _, output, errors = await run_shell(last)

    assert "treat it like a password" in script
    assert json.loads(output)["name"] == "Demo User", errors

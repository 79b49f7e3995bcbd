"""How tools of this kind were broken, where no other test here attacks the same.

The others: SQL by formatting (storage/test_printing), the secret in a page or a local API
(test_client_pages, test_client_tokens, test_client_editing, test_client_events), script in an
error (test_client_pages), a forged Host or Origin (test_guard), an open proxy (test_sending,
test_client_editing), hostile discovery documents and keys (client/test_discovery,
client/test_discovered, client/understanding), one session for all browsers (test_client_pages,
test_client_runs), secrets in logs (test_serving, test_test_server), a platform that says yes
(test_client_wrong_steps), tokens that survive a replay (test_client_wrong_steps), an inside
text in a 500 (test_errors), hashes without their cost (oauth/test_credentials).
"""

import re
import socket

import pytest
from tests.oauth_tool.web.conftest import CSRF

from oauth_tool.web.admission import Admission
from oauth_tool.web.browsers import Browsers
from oauth_tool.web.listening import bound

LOADED = re.compile(r"""<(?:script|img|link|iframe|source)\b[^>]*\b(?:src|href)=["']([^"']*)""")


def test_it_listens_on_this_machine_alone_unless_somebody_says_otherwise():
    with bound(0, "--port") as listener:
        host, port = listener.getsockname()
        other = socket.gethostbyname(socket.gethostname())

        assert host == "127.0.0.1"
        if other != host:
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((other, port), timeout=2)


def test_no_key_is_shipped_or_used_twice():
    assert Browsers(cookie="c").key != Browsers(cookie="c").key
    assert Admission().key != Admission().key
    assert Admission().key not in repr(Admission())


@pytest.mark.parametrize("path", ["/", "/events", "/exports/oauth-flow.json", "/runs"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_no_other_origin_may_read_an_answer(bench, path, origin):
    await bench.walk_to_tokens()
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}

    answer = await bench.browser.open(bench.origin + path, headers=headers)
    asked = await bench.browser.open(bench.origin + path, "OPTIONS", headers=headers)

    assert (answer.status, asked.status) == (403, 403)
    for one in (answer, asked):
        assert not [name for name in one.headers if name.startswith("Access-Control")]


async def test_nothing_is_loaded_from_elsewhere(bench):
    pages = [await bench.walk_to_tokens()]
    pages.append(
        await bench.browser.follow(f"{bench.origin}/runs?key={bench.client.admission.key}")
    )

    loaded = [url for page in pages for url in LOADED.findall(page.text)]

    assert "/static/workbench.js" in loaded
    assert [url for url in loaded if not url.startswith("/static/")] == []
    assert "<style" not in "".join(page.text for page in pages)


@pytest.mark.parametrize("path", ["/tokens/access_token/reveal", "/exports/oauth-flow.har"])
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_what_gives_secrets_away_is_closed_to_pages_elsewhere(bench, path, headers):
    page = await bench.walk_to_tokens()
    fields = {"csrf_token": CSRF.search(page.text)[1], "confirmed": "yes"}

    answer = await bench.browser.open(bench.origin + path, "POST", headers=headers, fields=fields)

    assert answer.status == 403
    assert bench.session.tokens.access.reveal() not in answer.text

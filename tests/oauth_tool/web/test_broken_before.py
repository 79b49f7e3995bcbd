"""How tools of this kind were broken, where no test of a part attacks the same.

``docs/security.md`` names all the ways, and the tests that attack them.
"""

import logging
import re
import socket
from pathlib import Path

import pytest
from tests.oauth_tool.web.conftest import CSRF

from oauth_tool.web.admission import Admission
from oauth_tool.web.browsers import Browsers
from oauth_tool.web.listening import bound

README = Path(__file__).resolve().parents[3] / "README.md"  # holds each command's help, checked
SECRET_OPTION = re.compile(
    r"^ +--([a-z-]*(?:secret|token|password|key)[a-z-]*) +(\w+)", re.MULTILINE
)
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
    for page in pages:
        assert sources_in(page.headers["Content-Security-Policy"]) <= {"'none'", "'self'"}


def sources_in(policy):
    """Return from where a policy lets a browser load, or run, anything."""
    directives = [directive.split() for directive in policy.split(";")]
    assert ["default-src", "'none'"] in directives
    return {source for name, *those in directives if name != "form-action" for source in those}


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


async def test_no_secret_is_logged_however_much_is_logged(bench, caplog):
    caplog.set_level(logging.DEBUG)

    await bench.walk_to_tokens()
    for action in ("/resource", "/introspect", "/refresh"):
        await bench.act(action)
    await bench.browser.open(f"{bench.origin}/callback?error_description=%0Aforged&state=x")

    tokens = bench.session.tokens
    held = [bench.client.app.secret, tokens.access, tokens.refresh]
    assert [secret for secret in held if secret.reveal() in caplog.text] == []
    assert "forged" not in caplog.text


def test_no_option_takes_a_secret_itself():
    options = dict(SECRET_OPTION.findall(README.read_text(encoding="utf-8")))

    told_in_the_open = {name for name, kind in options.items() if kind not in {"FILE", "PATH"}}

    assert "client-secret-file" in options
    assert told_in_the_open == {"token-endpoint"}  # an address

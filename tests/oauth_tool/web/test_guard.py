from urllib.parse import urlsplit

import pytest
from tests.oauth_tool.web.conftest import CSRF, opened_browser


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:{port}.evil.example",
        "localhost:{port}",
        "[::1]:{port}",
        "",
    ],
)
@pytest.mark.parametrize("side", ["origin", "platform_origin"])
async def test_only_its_own_name_is_answered(bench, host, side):
    origin = getattr(bench, side)
    forged = host.format(port=urlsplit(origin).port)

    answer = await bench.browser.open(f"{origin}/", headers={"Host": forged})

    assert answer.status == 400
    assert "Set-Cookie" not in answer.headers
    assert f'href="{origin}/"' in answer.text
    assert f"Open {origin}/ instead" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9876"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/start", "/token", "/reset", "/nope"])
async def test_a_post_from_another_origin_is_refused(bench, headers, path):
    token = CSRF.search((await bench.browser.open(bench.page)).text)[1]

    answer = await bench.browser.open(
        bench.origin + path, "POST", headers=headers, fields={"csrf_token": token}
    )

    assert answer.status == 403
    assert "came from a page of another origin" in answer.text


@pytest.mark.parametrize(
    ("mode", "destination"),
    [("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"), ("no-cors", "script")],
)
async def test_a_page_of_another_origin_cannot_load_anything(bench, mode, destination):
    headers = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": mode,
        "Sec-Fetch-Dest": destination,
    }

    answer = await bench.browser.open(bench.page, headers=headers)

    assert answer.status == 403
    assert "Set-Cookie" not in answer.headers


async def test_a_page_of_another_origin_may_link_here(bench):
    headers = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }

    assert (await bench.browser.open(bench.page, headers=headers)).status == 200


async def test_a_post_from_its_own_page_is_answered(bench):
    token = CSRF.search((await bench.browser.open(bench.page)).text)[1]
    headers = {"Origin": bench.origin, "Sec-Fetch-Site": "same-origin"}

    answer = await bench.browser.open(
        f"{bench.origin}/reset", "POST", headers=headers, fields={"csrf_token": token}
    )

    assert answer.status == 303


@pytest.mark.parametrize(
    "fields", [{}, {"csrf_token": ""}, {"csrf_token": "0" * 64}, {"csrf_token": "ü"}]
)
@pytest.mark.parametrize(
    "path", ["/start", "/token", "/introspect", "/refresh", "/revoke", "/resource", "/reset"]
)
async def test_a_form_without_its_token_is_refused(bench, path, fields):
    await bench.browser.open(bench.page)

    answer = await bench.browser.open(bench.origin + path, "POST", fields=fields)

    assert answer.status == 403


async def test_a_form_with_another_browsers_token_is_refused(bench):
    token = CSRF.search((await bench.browser.open(bench.page)).text)[1]
    async with opened_browser() as other:
        await other.open(bench.page)

        answer = await other.open(f"{bench.origin}/reset", "POST", fields={"csrf_token": token})

    assert answer.status == 403


async def test_a_chosen_session_identifier_is_not_taken_over(bench):
    planted = "A" * 43
    headers = {"Cookie": f"{bench.client.browsers.cookie}={planted}"}

    answer = await bench.browser.open(bench.page, headers=headers)

    assert planted not in answer.headers["Set-Cookie"]


async def test_the_two_sides_use_cookies_of_different_names(bench):
    await bench.authorize()

    cookies = {cookie.key: cookie for cookie in bench.browser.http.cookie_jar}
    assert bench.client.browsers.cookie in cookies
    assert len(cookies) > 1
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in cookies.values())


@pytest.mark.parametrize("path", ["/", "/nope", "/static/style.css", "/static/nope"])
async def test_every_answer_carries_the_security_headers(bench, path):
    headers = (await bench.browser.open(bench.origin + path)).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] in {"no-store", "no-cache"}
    assert "Access-Control-Allow-Origin" not in headers
    assert "Server" not in headers


async def test_pages_are_not_kept_in_a_cache(bench):
    assert (await bench.browser.open(bench.page)).headers["Cache-Control"] == "no-store"


async def test_a_form_that_is_too_large_is_refused(bench):
    answer = await bench.browser.open(
        f"{bench.origin}/start", "POST", fields={"scope": "x" * 100_000}
    )

    assert answer.status == 413

import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.web.platform_app import platform_app

HTML = {"Accept": "text/html"}


@pytest.fixture
async def browser(platform, aiohttp_client, unused_tcp_port):
    """Return an HTTP client with cookies, as a browser has them."""
    port = unused_tcp_port
    app = platform_app(platform, f"http://127.0.0.1:{port}")
    return await aiohttp_client(app, server_kwargs={"port": port}, headers=HTML)


def query(app, **changes):
    asked = app.request()
    parameters = {
        "client_id": asked.client_id,
        "redirect_uri": asked.redirect_uri,
        "scope": "IDENTITY READ_GRAPH",
        "state": asked.state,
        "code_challenge": asked.code_challenge,
        "code_challenge_method": "S256",
        "response_type": "code",
    }
    return {name: value for name, value in {**parameters, **changes}.items() if value is not None}


def consent_path(app, **changes):
    return f"/auth/authorize?{urlencode(query(app, **changes))}"


async def read(browser, path):
    async with browser.get(path, allow_redirects=False) as response:
        return response.status, response.headers, await response.text()


async def submit(browser, path, fields, **headers):
    async with browser.post(path, data=fields, allow_redirects=False, headers=headers) as response:
        return response.status, response.headers.get("Location", ""), await response.text()


def csrf_of(text):
    return re.search(r'name="csrf_token" value="([^"]+)"', text)[1]


async def sign_in(browser, target="/"):
    _, _, text = await read(browser, f"/login?{urlencode({'next': target})}")
    fields = {"csrf_token": csrf_of(text), "next": target, "user_id": DEMO_USER_ID}
    return await submit(browser, "/login", fields)


async def decide(browser, app, decision, **changes):
    _, _, text = await read(browser, consent_path(app, **changes))
    fields = {**query(app, **changes), "csrf_token": csrf_of(text), "decision": decision}
    return await submit(browser, "/auth/authorize", fields)


async def test_who_is_not_signed_in_signs_in_first_and_comes_back(browser, app):
    status, headers, _ = await read(browser, consent_path(app))
    login = urlsplit(headers["Location"])

    assert (status, login.path) == (303, "/login")
    target = parse_qs(login.query)["next"][0]
    assert dict(parse_qsl(urlsplit(target).query)) == query(app)
    assert await sign_in(browser, target) == (303, target, "")


async def test_consent_names_the_app_and_what_it_asks_for(browser, app):
    await sign_in(browser)

    status, headers, text = await read(browser, consent_path(app))

    assert status == 200
    assert "See your name, e-mail address and time zone" in text
    assert "app.example" in text
    assert "form-action 'self' https://app.example;" in headers["Content-Security-Policy"]


async def test_consent_sends_a_code_and_denial_an_error(browser, platform, app):
    await sign_in(browser)

    _, allowed, _ = await decide(browser, app, "allow")
    _, denied, _ = await decide(browser, app, "deny")

    code = parse_qs(urlsplit(allowed).query)["code"][0]
    assert (await platform.store.code(code)).scopes == ("IDENTITY", "READ_GRAPH")
    assert denied == (
        "https://app.example/cb?error=access_denied&error_description=User+denied+access&state=xyz"
    )


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "state", "code_challenge"])
async def test_a_request_without_a_parameter_is_explained_and_leads_nowhere(browser, app, name):
    status, _, text = await read(browser, consent_path(app, **{name: None}))

    assert status == 400
    assert name in text
    assert "https://app.example" not in text


@pytest.mark.parametrize(
    "changes", [{"client_id": "agpt_client_x"}, {"redirect_uri": "https://evil.example/"}]
)
async def test_an_unknown_client_or_uri_never_gets_a_redirect_or_a_link(browser, app, changes):
    status, headers, text = await read(browser, consent_path(app, **changes))

    assert status == 400
    assert "Location" not in headers
    assert 'href="https://evil.example' not in text


async def test_a_scope_that_the_app_may_not_have_is_named_and_the_way_back_denies(browser, app):
    await sign_in(browser)

    status, headers, text = await read(browser, consent_path(app, scope="IDENTITY WRITE_GRAPH"))
    _, location, _ = await decide(browser, app, "deny", scope="IDENTITY WRITE_GRAPH")

    assert status == 200
    assert "WRITE_GRAPH" in text
    assert "IDENTITY" not in re.sub(r"<input[^>]*>", "", text)
    assert "form-action 'self' https://app.example;" in headers["Content-Security-Policy"]
    assert location == (
        "https://app.example/cb?error=access_denied&error_description=User+denied+access&state=xyz"
    )


async def test_a_forged_approval_of_too_many_scopes_gives_no_code(browser, app):
    await sign_in(browser)

    _, location, _ = await decide(browser, app, "allow", scope="WRITE_GRAPH")

    assert location.startswith("https://app.example/cb?error=invalid_scope&state=xyz&")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
    ],
)
async def test_other_mistakes_of_the_app_go_back_as_an_error(browser, app, changes, error):
    await sign_in(browser)

    status, headers, _ = await read(browser, consent_path(app, **changes))

    assert status == 303
    assert headers["Location"].startswith(f"https://app.example/cb?error={error}&state=xyz&")


async def test_a_disabled_app_gets_no_consent_page(browser, app, disable):
    await disable(app)

    status, _, text = await read(browser, consent_path(app))

    assert status == 400
    assert "https://app.example" not in text


async def test_a_decision_needs_the_token_of_the_page(browser, app):
    await sign_in(browser)

    fields = {**query(app), "csrf_token": "0" * 64, "decision": "allow"}
    status, location, _ = await submit(browser, "/auth/authorize", fields)

    assert (status, location) == (403, "")


async def test_a_decision_from_another_origin_is_refused(browser, app):
    await sign_in(browser)
    _, _, text = await read(browser, consent_path(app))

    fields = {**query(app), "csrf_token": csrf_of(text), "decision": "allow"}
    status, _, _ = await submit(
        browser, "/auth/authorize", fields, Origin="https://evil.example", **HTML
    )

    assert status == 403


async def test_a_decision_needs_somebody_who_is_signed_in(browser, app):
    _, _, text = await read(browser, "/login")

    fields = {**query(app), "csrf_token": csrf_of(text), "decision": "allow"}
    status, _, _ = await submit(browser, "/auth/authorize", fields)

    assert status == 403


async def test_a_sign_in_ends_after_twelve_hours(browser, app, watch):
    await sign_in(browser)
    watch.advance(hours=12)

    _, headers, _ = await read(browser, consent_path(app))

    assert headers["Location"].startswith("/login?")


@pytest.mark.parametrize("cookie", ["x", "a.b.c", "Li4v.9999999999.00", "..", "a.b.\xe9"])
async def test_a_forged_sign_in_is_none(browser, app, cookie):
    browser.session.cookie_jar.update_cookies({"oauth_tool_platform_user": cookie})

    status, headers, _ = await read(browser, consent_path(app))

    assert (status, headers["Location"].partition("?")[0]) == (303, "/login")


async def test_signing_in_as_nobody_is_explained(browser):
    _, _, text = await read(browser, "/login")

    fields = {"csrf_token": csrf_of(text), "next": "/", "user_id": "nobody"}
    status, _, text = await submit(browser, "/login", fields)

    assert status == 200
    assert "There is no such user." in text


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "evil",
        "/a\r\nX: y",
        "/\t/evil",
    ],
)
async def test_a_sign_in_leads_to_pages_of_this_platform_only(browser, target):
    _, location, _ = await sign_in(browser, target)

    assert location == "/"


async def test_texts_of_an_app_are_text_and_not_markup(browser, add_app):
    app = await add_app(name="<script>alert(1)</script>", description="<img src=x>")
    await sign_in(browser)

    _, _, text = await read(browser, consent_path(app))

    assert "<script>alert" not in text
    assert "<img src=x>" not in text


async def test_the_home_page_names_the_endpoints(browser):
    status, headers, text = await read(browser, "/")

    assert status == 200
    assert "/api/oauth/introspect" in text
    assert "default-src 'none'" in headers["Content-Security-Policy"]


async def test_a_page_that_does_not_exist_says_so(browser):
    status, _, text = await read(browser, "/nothing")

    assert status == 404
    assert "There is nothing here" in text

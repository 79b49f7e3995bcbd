"""New users: by e-mail and password, and back to where they came from."""

import re

import pytest
from tests.oauth_tool.web.test_platform_pages import consent_path, csrf_of, read, submit

from oauth_tool.web.platform_app import platform_app

HTML = {"Accept": "text/html"}
GOOD = {"email": "Ada@Example.com", "name": "Ada", "password": "correct horse"}


@pytest.fixture
async def browser(platform, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port}, headers=HTML)


async def send(browser, path, **fields):
    _, _, text = await read(browser, path)
    return await submit(browser, path, {"csrf_token": csrf_of(text), "next": "/", **fields})


async def test_a_new_user_goes_on_to_the_consent_page(browser, app):
    target = consent_path(app)

    _, location, _ = await send(browser, "/signup", **{**GOOD, "next": target})
    status, _, text = await read(browser, location)

    assert location == target
    assert status == 200
    assert "Signed in as <strong>Ada</strong>" in text


async def test_the_login_page_leads_to_sign_up_and_keeps_the_way_back(browser):
    _, _, text = await read(browser, "/login?next=/auth/authorize%3Fa%3Db%26c%3Dd")

    assert '/signup?next=/auth/authorize%3Fa%3Db%26c%3Dd"' in text


async def test_a_password_is_needed_from_then_on(browser, platform):
    await send(browser, "/signup", **GOOD)
    user = await platform.store.user_by_email("ada@example.com")

    _, _, login = await read(browser, "/login")
    by_click, _, clicked = await send(browser, "/login", user_id=user.id)
    wrong, _, _ = await send(browser, "/login", email=GOOD["email"], password="wrong password")
    right, location, _ = await send(
        browser, "/login", email="ada@example.com", password=GOOD["password"]
    )

    assert user.id not in login
    assert (by_click, wrong) == (200, 200)
    assert "There is no such user" in clicked
    assert (right, location) == (303, "/")


async def test_the_password_is_kept_as_a_salted_hash_only(browser, platform, tmp_path):
    await send(browser, "/signup", **GOOD)
    user = await platform.store.user_by_email("ada@example.com")
    kept = await platform.store.password(user.id)

    assert re.fullmatch("[0-9a-f]{64}", kept.digest)
    assert re.fullmatch("[0-9a-f]{64}", kept.salt)
    for file in tmp_path.glob("store.sqlite3*"):
        assert GOOD["password"].encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"email": "demo@example.com"}, "There is a user with this e-mail address already."),
        ({"email": "no address"}, "This is no e-mail address."),
        ({"email": "a@b.c\x00"}, "This is no e-mail address."),
        ({"email": "a" * 300 + "@example.com"}, "This is no e-mail address."),
        ({"password": "short"}, "A password has 8 to 128 characters."),
        ({"password": "x" * 129}, "A password has 8 to 128 characters."),
        ({"name": "x" * 129}, "This name is too long"),
    ],
)
async def test_what_is_wrong_is_said_and_the_password_not_repeated(browser, changes, why):
    fields = {**GOOD, **changes}

    status, _, text = await send(browser, "/signup", **fields)

    assert status == 200
    assert why in text
    assert f'value="{fields["password"]}"' not in text


async def test_sign_up_needs_the_token_of_the_page(browser):
    await read(browser, "/signup")

    status, _, _ = await submit(browser, "/signup", {**GOOD, "csrf_token": "0" * 64})

    assert status == 403


async def test_nobody_is_sent_to_another_site_after_sign_up(browser):
    _, location, _ = await send(browser, "/signup", **{**GOOD, "next": "//evil.example"})

    assert location == "/"

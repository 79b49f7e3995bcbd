"""The page of one's own apps, and the wizard that connects services."""

import base64
import json
from dataclasses import replace
from urllib.parse import urlencode

import aiohttp
import pytest
from tests.oauth_tool.web.test_platform_logos import picture
from tests.oauth_tool.web.test_platform_pages import csrf_of, read, sign_in, submit
from tests.plumbing.embedded_platform import REDIRECT_URI

from oauth_tool.oauth.users import User
from oauth_tool.platform.media import MediaFolder
from oauth_tool.web.platform_app import platform_app

APPS = "/profile/oauth-apps"
WIZARD = "/auth/integrations/setup-wizard"


@pytest.fixture
async def browser(platform, aiohttp_client, unused_tcp_port, tmp_path):
    whole = replace(platform, media=MediaFolder(path=tmp_path / "media"))
    app = platform_app(whole, f"http://127.0.0.1:{unused_tcp_port}")
    accepting = {"Accept": "text/html"}
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port}, headers=accepting)


@pytest.fixture
async def foreign_app(platform, add_app, watch):
    other = User(
        id="other",
        email="o@x.example",
        name=None,
        timezone="UTC",
        created_at=watch(),
        updated_at=watch(),
    )
    await platform.store.add_user(other)
    return await add_app(name="Foreign", owner_id="other")


def logo_form(token, *, token_last=False):
    form = aiohttp.FormData()
    fields = [
        ("csrf_token", token, {}),
        ("file", picture(), {"content_type": "image/png", "filename": "x.png"}),
    ]
    for name, value, more in reversed(fields) if token_last else fields:
        form.add_field(name, value, **more)
    return form


def services(listed, **changes):
    text = base64.b64encode(json.dumps(listed).encode()).decode()
    fields = {"redirect_uri": REDIRECT_URI, "state": "xyz", "providers": text}
    return {**fields, **changes}


async def test_who_is_not_signed_in_signs_in_first(browser):
    _, headers, _ = await read(browser, APPS)

    assert headers["Location"] == "/login?next=%2Fprofile%2Foauth-apps"


async def test_no_apps_is_an_empty_page(browser):
    await sign_in(browser)

    _, _, text = await read(browser, APPS)

    assert "You have no apps yet" in text


async def test_an_app_is_disabled_and_enabled_again(browser, platform, app):
    await sign_in(browser)
    path = f"{APPS}/{app.client.id}/status"
    _, _, before = await read(browser, APPS)

    fields = {"csrf_token": csrf_of(before), "is_active": "false"}
    status, location, _ = await submit(browser, path, fields)
    _, _, after = await read(browser, APPS)

    assert (status, location) == (303, APPS)
    assert 'badge live">Active' in before
    assert 'badge revoked">Disabled' in after
    assert not (await platform.store.client_at(app.client.id)).is_active


async def test_a_logo_is_shown_on_the_page_and_on_the_consent_page(browser, app):
    await sign_in(browser)
    _, _, text = await read(browser, APPS)

    status, _, _ = await submit(browser, f"{APPS}/{app.client.id}/logo", logo_form(csrf_of(text)))
    _, _, text = await read(browser, APPS)

    assert status == 303
    assert '<img class="logo" src="/media/' in text


@pytest.mark.parametrize("token_last", [False, True])
async def test_a_forged_logo_is_refused(browser, platform, app, token_last):
    await sign_in(browser)
    _, _, text = await read(browser, APPS)
    token = csrf_of(text) if token_last else "0" * 64

    status, _, _ = await submit(
        browser, f"{APPS}/{app.client.id}/logo", logo_form(token, token_last=token_last)
    )

    assert status == 403
    assert (await platform.store.client_at(app.client.id)).logo_url is None


async def test_an_app_of_somebody_else_is_neither_shown_nor_changed(browser, platform, foreign_app):
    await sign_in(browser)
    _, _, text = await read(browser, APPS)
    _, _, login = await read(browser, "/login")
    row = foreign_app.client.id
    fields = {"csrf_token": csrf_of(login), "is_active": "false"}

    changed, _, _ = await submit(browser, f"{APPS}/{row}/status", fields)
    uploaded, _, _ = await submit(browser, f"{APPS}/{row}/logo", logo_form(csrf_of(login)))

    assert "Foreign" not in text
    assert (changed, uploaded) == (404, 404)
    assert (await platform.store.client_at(row)).is_active


@pytest.mark.parametrize(
    ("decision", "query"),
    [
        ("done", "success=true&state=xyz"),
        (
            "cancel",
            "error=user_cancelled&error_description=User+cancelled+the+integration+setup&state=xyz",
        ),
    ],
)
async def test_the_wizard_tells_the_app_how_it_went(browser, app, decision, query):
    await sign_in(browser)
    fields = services(
        [{"provider": "github", "scopes": ["repo"]}, {"provider": "google"}],
        client_id=app.client.client_id,
    )

    status, _, text = await read(browser, f"{WIZARD}?{urlencode(fields)}")
    _, location, _ = await submit(
        browser, WIZARD, {**fields, "csrf_token": csrf_of(text), "decision": decision}
    )

    assert status == 200
    assert "github" in text
    assert "repo" in text
    assert location == f"{REDIRECT_URI}?{query}"


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "unknown"},
        {"redirect_uri": "https://evil.example/"},
        {"providers": "no base64"},
        {"providers": base64.b64encode(b"{}").decode()},
        {"providers": base64.b64encode(b"[]").decode()},
        {"providers": base64.b64encode(b'[{"provider": 7}]').decode()},
        {"providers": base64.b64encode(b'["github"]').decode()},
        {"providers": base64.b64encode(b'[{"provider": "x", "scopes": "y"}]').decode()},
        {"providers": base64.b64encode(b"[" * 20000).decode()[:60000]},
        {"state": ""},
    ],
)
async def test_a_mistake_of_the_app_leads_nowhere(browser, app, changes):
    await sign_in(browser)
    fields = {**services([{"provider": "github"}], client_id=app.client.client_id), **changes}
    _, _, login = await read(browser, "/login")

    status, location, text = await submit(
        browser, WIZARD, {**fields, "csrf_token": csrf_of(login), "decision": "done"}
    )

    assert (status, location) == (400, "")
    assert 'href="https://' not in text

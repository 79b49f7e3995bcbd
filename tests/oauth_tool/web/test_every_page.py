"""No page can be added without being shown to axe-core: what answers in HTML is in the table."""

import re

import pytest
from tests.plumbing.cheap_hashes import with_cheap_hashes
from tests.plumbing.page_table import ROUTES, templates_of_pages

from oauth_tool.platform.platform import Platform
from oauth_tool.profiles.loading import load_profile
from oauth_tool.storage.opening import opened_store
from oauth_tool.web.client_app import client_app
from oauth_tool.web.platform_app import platform_app

# Something else if all is well: what they say in HTML is that it is not.
NO_PAGES = {
    "/callback",
    "/callback-elsewhere",
    "/events",
    "/exports/{file}",
    "/runs/{run}/exports/{file}",
    "/static/{name}",
    "/external-api/docs/{name}",
    "/media/{name}",
}
CONSENT = {"/authorize", "/device"}


@pytest.fixture
def html_paths(aiohttp_client, unused_tcp_port):
    """Ask every address of an application, and return the routes that lead to a page."""

    async def ask(app):
        http = await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})
        found = set()
        for route in app.router.routes():
            path = route.resource.canonical
            if route.method == "GET" and await leads_to_a_page(http, filled_in(path)):
                found.add(path)
        return found

    return ask


def filled_in(path):
    return re.sub(r"{\w+}", "ab", path)


async def leads_to_a_page(http, path):
    async with http.get(path, headers={"Accept": "text/html"}) as answer:
        return answer.content_type == "text/html"


def test_every_template_of_a_page_is_in_the_table():
    assert templates_of_pages() == set(ROUTES)


@pytest.mark.parametrize("profile", ["autogpt", "rfc"])
async def test_every_page_of_the_platform_is_in_the_table(
    profile, html_paths, tmp_path, watch, unused_tcp_port
):
    cheap = with_cheap_hashes(load_profile(profile))
    async with opened_store(
        f"sqlite:///{tmp_path}/pages.sqlite3", cheap, for_platform=True
    ) as store:
        platform = Platform(store=store, profile=cheap, clock=watch)
        found = await html_paths(platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}"))

    assert len(found) > 5
    assert found - NO_PAGES - CONSENT <= set(ROUTES.values())


async def test_every_page_of_the_client_is_in_the_table(bench, html_paths, unused_tcp_port):
    found = await html_paths(client_app(bench.client, f"http://127.0.0.1:{unused_tcp_port}"))

    assert found - NO_PAGES == {
        path for name, path in ROUTES.items() if path and name.startswith("client/")
    }

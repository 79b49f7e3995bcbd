"""The OpenAPI document of AutoGPT's dialect, and the page that shows it."""

import pytest

from api_schema.validation.validating import problems_in
from oauth_tool.profiles.loading import load_profile
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_document import OPERATIONS, openapi
from oauth_tool.web.platform_headers import HEADERS


@pytest.fixture
async def http(platform, aiohttp_client, unused_tcp_port):
    app = platform_app(platform, f"http://127.0.0.1:{unused_tcp_port}")
    return await aiohttp_client(app, server_kwargs={"port": unused_tcp_port})


def operations(document):
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_document_has_every_endpoint_and_no_problem():
    document = openapi()

    described = {(method.upper(), path) for method, path, _ in operations(document)}
    assert described == {
        (one.method, prefix + one.path) for prefix, every in OPERATIONS.items() for one in every
    }
    assert problems_in(document) == []


def test_every_scope_that_has_an_endpoint_is_asked_for_somewhere():
    asked = {
        scope
        for _, _, operation in operations(openapi())
        for way in operation["security"]
        for scope in way.get("OAuth2", ())
    }

    assert asked == set(load_profile("autogpt").scopes) - {"WRITE_GRAPH", "WRITE_LIBRARY"}


def test_every_answer_promises_the_platforms_headers():
    answers = [
        answer
        for _, _, operation in operations(openapi())
        for answer in operation["responses"].values()
    ]

    assert all(set(answer["headers"]) == set(HEADERS) for answer in answers)


@pytest.mark.parametrize("path", ["/external-api/openapi.json", "/openapi.json"])
async def test_the_document_is_served_where_clients_look_for_it(http, path):
    async with http.get(path) as response:
        assert (response.status, await response.json()) == (200, openapi())


async def test_everything_on_the_page_of_the_api_is_from_here(http):
    async with http.get("/external-api/docs") as response:
        text = await response.text()
        policy = response.headers["Content-Security-Policy"]
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        assert f"/external-api/docs/{name}" in text
        async with http.get(f"/external-api/docs/{name}") as response:
            assert response.status == 200
    async with http.get("/external-api/docs/index.html") as response:
        assert response.status == 404

    assert "://" not in text
    assert "unsafe" not in policy

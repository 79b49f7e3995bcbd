import logging

import pytest
from aiohttp import web

from oauth_tool.profiles.loading import load_profile
from oauth_tool.web.errors import problem_pages
from oauth_tool.web.rendering import PAGE_VALUES
from tool_cli.errors import ToolError

HTML = {"Accept": "text/html,*/*"}


@pytest.fixture(params=["client/problem.html", "platform/problem.html"])
async def failing(request, aiohttp_client):
    """Return an HTTP client of an application in which everything fails."""

    async def with_internals(_):
        raise RuntimeError("password=hunter2")

    async def with_tool_error(_):
        raise ToolError("the <database> does not answer", "start it")

    app = web.Application(middlewares=[problem_pages(request.param)])
    app[PAGE_VALUES] = {"profile": load_profile("autogpt")}
    app.add_routes([web.get("/internals", with_internals), web.get("/outside", with_tool_error)])
    return await aiohttp_client(app)


async def test_nothing_internal_is_told(failing, caplog):
    caplog.set_level(logging.CRITICAL)
    answer = await failing.get("/internals", headers=HTML)

    assert answer.status == 500
    assert "hunter2" not in await answer.text()
    assert "RuntimeError" not in await answer.text()


async def test_what_failed_outside_is_told_with_what_to_do(failing):
    answer = await failing.get("/outside", headers=HTML)

    text = await answer.text()
    assert "The &lt;database&gt; does not answer." in text
    assert "Start it." in text


async def test_a_program_gets_json(failing):
    answer = await failing.get("/outside", headers={"Accept": "application/json"})

    assert await answer.json() == {"detail": "the <database> does not answer"}


async def test_a_wrong_method_is_no_failure_of_ours(failing):
    answer = await failing.post("/outside", headers=HTML)

    assert answer.status == 405
    assert answer.headers["Allow"] == "GET,HEAD"

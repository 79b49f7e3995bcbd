"""Several processes on one database are one platform."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from contextlib import AsyncExitStack, suppress
from pathlib import Path

import aiohttp
import pytest
from tests.plumbing.platform_database import OWNER_ID
from tests.plumbing.platform_processes import (
    CONTROL_TOKEN,
    PATIENCE_SECONDS,
    Walker,
    kill,
    platform_process,
    registered_app,
    started,
)

from oauth_tool.oauth.users import DEMO_USER_ID

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
DEMO_EMAIL = "demo@example.com"
ENOUGH = 100
PRESET = Path(__file__).resolve().parents[3] / "fixtures/presets/good/everything.yaml"


@pytest.fixture
async def http():
    # Cookies are told apart by host, not by port: the processes have theirs in common.
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


async def test_two_processes_on_one_postgresql_are_one_platform(
    platform_database, command_environment, http
):
    url = platform_database("extended")
    app = await registered_app(url, OWNER_ID)
    async with AsyncExitStack() as stack:
        one, other = [
            Walker(http, (await stack.enter_async_context(place))[1], app, "owner@example.com")
            for place in [platform_process(command_environment, "--database", url) for _ in "12"]
        ]

        await _check_that_they_are_one(one, other)
        await _check_that_a_browser_may_change_between_them(one, other)
        await _check_that_a_code_works_once(one, other)


async def test_the_workers_of_one_platform_share_its_sqlite(tmp_path, command_environment, http):
    url = f"sqlite:///{tmp_path}/platform.sqlite3"
    app = await registered_app(url, DEMO_USER_ID)
    async with platform_process(
        command_environment, "--database", url, "--workers", 2, "--fault", "503@resource:3"
    ) as (process, origin):
        walker = Walker(http, origin, app, DEMO_EMAIL)

        await _check_that_a_code_works_once(walker, walker)
        asked = [http.get(f"{origin}/external-api/v1/me") for _ in range(16)]
        statuses = [answer.status for answer in await asyncio.gather(*asked)]
        process.send_signal(signal.SIGTERM)
        ended = await asyncio.to_thread(process.wait, PATIENCE_SECONDS)

    assert statuses.count(503) == 3
    assert ended == 0


async def test_a_worker_that_dies_ends_the_platform(tmp_path, command_environment, http):
    url = f"sqlite:///{tmp_path}/platform.sqlite3"
    async with platform_process(command_environment, "--database", url, "--workers", 2) as (
        process,
        _,
    ):
        worker = children(process.pid)[0]
        os.kill(worker, signal.SIGKILL)
        ended = await asyncio.to_thread(process.wait, PATIENCE_SECONDS)
        said = process.stdout.read()

    assert ended == 3
    assert "a worker process ended by itself" in said


async def test_a_kill_under_load_loses_no_token_that_was_answered(
    tmp_path, command_environment, http
):
    url = f"sqlite:///{tmp_path}/platform.sqlite3"
    app = await registered_app(url, DEMO_USER_ID)
    answered, enough = [], asyncio.Event()
    workers = (command_environment, "--database", url, "--workers", 2)
    async with platform_process(*workers) as (process, origin):
        walker = Walker(http, origin, app, DEMO_EMAIL)
        load = [asyncio.create_task(_refresh_on_and_on(walker, answered, enough)) for _ in range(8)]
        async with asyncio.timeout(PATIENCE_SECONDS):
            await enough.wait()
        kill(process)
        await asyncio.gather(*load)
    async with platform_process(*workers) as (_, origin):
        walker = Walker(http, origin, app, DEMO_EMAIL)

        alive = await asyncio.gather(*map(walker.is_active, answered))

    assert len(alive) >= ENOUGH
    assert all(alive)


async def test_gunicorn_serves_it_with_a_preset_that_is_put_in_once(
    tmp_path, command_environment, http, unused_tcp_port
):
    url = f"sqlite:///{tmp_path}/platform.sqlite3"
    origin = f"http://127.0.0.1:{unused_tcp_port}"
    app = await registered_app(url, DEMO_USER_ID)
    command = [
        *(sys.executable, "-m", "gunicorn", "--no-control-socket"),
        *("-k", "aiohttp.GunicornWebWorker", "-w", 2),
        *("-b", f"127.0.0.1:{unused_tcp_port}", "oauth_tool.web.platform_factory:app"),
    ]
    variables = {
        "OAUTH_TOOL_DATABASE": url,
        "OAUTH_TOOL_ORIGIN": origin,
        "OAUTH_TOOL_PRESET": str(PRESET),
    }
    process, _ = await asyncio.to_thread(
        started, command, command_environment | variables, "Booting worker"
    )
    try:
        walker = Walker(http, origin, app, DEMO_EMAIL)
        _, tokens = await walker.redeem(await walker.new_code())
        async with http.get(origin, headers={"Host": "evil.example"}) as refused:
            assert refused.status == 400
        own = {"Authorization": f"Bearer {CONTROL_TOKEN}"}
        async with http.get(f"{origin}/control/faults", headers=own) as answer:
            faults = await answer.json()

        assert await walker.is_active(tokens["access_token"])
        assert [fault["fault"] for fault in faults] == ["503"]
    finally:
        kill(process)


async def _refresh_on_and_on(walker, answered, enough):
    """Get new tokens until the server is gone, and note each access token that was answered."""
    with suppress(aiohttp.ClientError):
        _, tokens = await walker.redeem(await walker.new_code())
        while True:
            answered.append(tokens["access_token"])
            if len(answered) >= ENOUGH:
                enough.set()
            _, tokens = await walker.refresh(tokens["refresh_token"])


async def _check_that_they_are_one(one, other):
    code = await one.new_code()
    status, tokens = await other.redeem(code)
    await one.steer("clock", {"advance": "59m"})

    assert status == 200
    assert await one.is_active(tokens["access_token"])
    assert await other.is_active(tokens["access_token"])

    await other.steer("clock", {"advance": "61s"})

    assert not await one.is_active(tokens["access_token"])

    await one.steer("faults", {"fault": "503", "endpoint": "token", "times": 5})
    answers = await asyncio.gather(
        *(walker.refresh("none") for walker in (one, other) for _ in range(8))
    )

    assert [status for status, _ in answers].count(503) == 5
    assert [status for status, _ in answers].count(400) == 11


async def _check_that_a_browser_may_change_between_them(one, other):
    """Open the login page at one, send its form to the other, and look at the apps at the first."""
    async with one.http.get(f"{one.url}/login") as page:
        token = CSRF.search(await page.text())[1]
    form = {"csrf_token": token, "user_id": OWNER_ID, "next": "/profile/oauth-apps"}
    async with one.http.post(f"{other.url}/login", data=form) as apps:
        assert apps.status == 200
    async with one.http.get(f"{one.url}/profile/oauth-apps") as apps:
        assert one.app.client.client_id in await apps.text()


async def _check_that_a_code_works_once(one, other):
    """Try a code 64 times at once; then every token that came from it is dead."""
    code = await one.new_code()
    for walker in (one, other):  # so that each process has verified the secret
        await walker.is_active("none")

    answers = await asyncio.gather(
        *(walker.redeem(code) for walker in (one, other) for _ in range(32))
    )

    (tokens,) = [answer for status, answer in answers if status == 200]
    refused = [answer["detail"] for status, answer in answers if status == 400]
    assert len(refused) == 63
    assert all("authorization code already used at" in detail for detail in refused)
    assert not await other.is_active(tokens["access_token"])
    assert (await one.refresh(tokens["refresh_token"]))[0] == 400


def children(pid):
    """Return the identifiers of the processes that a process has started."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [map(int, line.split()) for line in listed.stdout.splitlines()]
    return [child for child, parent in pairs if parent == pid]

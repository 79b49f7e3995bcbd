"""The embedded platform as processes of its own, and what an app and its user do with it."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import aiohttp
from tests.plumbing.embedded_platform import REDIRECT_URI, VERIFIER, App

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.opening import opened_store

CONTROL_TOKEN = "c" * 43
PROFILE = load_profile("autogpt")
PLATFORM = [sys.executable, "-c", "from oauth_tool.cli.main import main; main()", "platform"]
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Walker:
    """An app and its user, as one of the processes sees them."""

    http: aiohttp.ClientSession
    url: str
    app: App
    email: str

    async def post(self, path, body, **headers):
        """Return the status and the JSON of an answer."""
        async with self.http.post(self.url + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def steer(self, path, body):
        """Ask something of the control API."""
        return await self.post(f"/control/{path}", body, Authorization=f"Bearer {CONTROL_TOKEN}")

    async def new_code(self):
        """Let the user agree, and return the code."""
        _, minted = await self.steer("user-tokens", {"email": self.email})
        asked = {
            "client_id": self.app.client.client_id,
            "redirect_uri": REDIRECT_URI,
            "scopes": ["IDENTITY"],
            "state": "xyz",
            "code_challenge": challenge_for(VERIFIER),
        }
        bearer = f"Bearer {minted['access_token']}"
        _, answer = await self.post("/api/oauth/authorize", asked, Authorization=bearer)
        return parse_qs(urlsplit(answer["redirect_url"]).query)["code"][0]

    async def redeem(self, code):
        """Try to exchange a code for tokens."""
        body = {"grant_type": "authorization_code", **self.app.code_parameters(code)}
        return await self.post("/api/oauth/token", body)

    async def refresh(self, token):
        """Try to exchange a refresh token for new tokens."""
        body = {"grant_type": "refresh_token", "refresh_token": token, **self.app.credentials}
        return await self.post("/api/oauth/token", body)

    async def is_active(self, token):
        """Say whether a token is alive."""
        body = {"token": token, **self.app.credentials}
        status, answer = await self.post("/api/oauth/introspect", body)
        assert status == 200, answer
        return answer["active"]


async def registered_app(url, owner_id):
    """Register an app in a database."""
    form = Form(name="App", redirect_uris=(REDIRECT_URI,), scopes=("IDENTITY",), owner_id=owner_id)
    registration = prepare(form, PROFILE)
    async with opened_store(url, PROFILE) as store:
        await store.add_client(registration.client)
    return App(client=registration.client, secret=registration.secret.reveal())


def started(command, environment, ready):
    """Start a server in a process group of its own, and return it with its first match."""
    process = subprocess.Popen(
        list(map(str, command)),
        env=environment | {"OAUTH_TOOL_CONTROL_TOKEN": CONTROL_TOKEN, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    seen = []
    for line in process.stdout:
        seen.append(line)
        if found := re.search(ready, line):
            return process, found
    kill(process)
    raise AssertionError("".join(seen))


def kill(process):
    """Kill a whole group of processes, as by kill -9; one that has ended is no matter."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE_SECONDS)
    process.stdout.close()


@asynccontextmanager
async def platform_process(environment, *arguments, port=0):
    """Run ``oauth-tool platform`` in a process, and yield it with its URL."""
    command = [*PLATFORM, "--port", port, *arguments]
    process, found = await asyncio.to_thread(
        started, command, environment, r"Platform +(http://127\.0\.0\.1:\d+)"
    )
    try:
        yield process, found[1]
    finally:
        kill(process)

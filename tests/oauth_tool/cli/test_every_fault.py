"""Every fault, asked for in every way, is one on the wire; and the answer after it is good."""

import asyncio
import json
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from joserfc import jws
from tests.plumbing.platform_processes import CONTROL_TOKEN, platform_process

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.platform.faults import KINDS_OF_WIRE, PROTOCOL_ERRORS, WRONG_ISSUER

STEERING = {"Authorization": f"Bearer {CONTROL_TOKEN}"}
CALLBACK = "http://127.0.0.1:8000/callback"
APP = {
    "client_id": "shop",
    "client_secret": "agpt_secret_of_the_shop",
    "name": "Shop",
    "redirect_uris": [CALLBACK],
}
# Tokens that can be read can be wrong in what they say.
PROFILES = {
    "autogpt": "{name: own, extends: autogpt}",
    "rfc": "{name: own, extends: rfc, credentials: {access_token_format: jwt}}",
}
GRANTS = {"autogpt": ["authorization_code"], "rfc": ["authorization_code", "client_credentials"]}
SCOPES = {"autogpt": ["IDENTITY"], "rfc": ["api.read"]}
STRUCK = {"autogpt": "introspection", "rfc": "token"}


@dataclass(frozen=True, kw_only=True)
class Wire:
    """A running platform, and what an app asks there that is right."""

    name: str
    url: str
    http: aiohttp.ClientSession

    async def ask(self):
        """Send the request that the faults strike."""
        credentials = {"client_id": APP["client_id"], "client_secret": APP["client_secret"]}
        if self.name == "autogpt":
            return await self.post("/api/oauth/introspect", json={"token": "x", **credentials})
        form = {"grant_type": "client_credentials", "scope": "api.read"}
        return await self.post("/token", data={**form, **credentials})

    async def redirect(self):
        """Return the parameters that a browser takes to the app."""
        asked = {
            "client_id": APP["client_id"],
            "redirect_uri": CALLBACK,
            "state": "xyz",
            "code_challenge": challenge_for("v" * 43),
            "code_challenge_method": "S256",
        }
        if self.name == "rfc":
            more = {"response_type": "code", "scope": "api.read", "prompt": "none"}
            url = f"{self.url}/authorize?{urlencode(asked | more)}"
            async with self.http.get(url, allow_redirects=False) as answer:
                return parse_qs(urlsplit(answer.headers["Location"]).query)
        token = (await self.post("/control/user-tokens", json={}, headers=STEERING)).body
        user = {"Authorization": f"Bearer {token['access_token']}"}
        body = {**asked, "scopes": ["IDENTITY"]}
        told = (await self.post("/api/oauth/authorize", json=body, headers=user)).body
        return parse_qs(urlsplit(told["redirect_url"]).query)

    async def pending(self):
        """Return which faults are still to happen."""
        async with self.http.get(f"{self.url}/control/faults", headers=STEERING) as answer:
            return [fault["fault"] for fault in await answer.json()]

    async def post(self, path, **sent):
        async with self.http.post(self.url + path, **sent) as answer:
            text = await answer.text()
            kind = answer.content_type
        return SimpleNamespace(status=answer.status, type=kind, text=text, body=read(text))


def read(text):
    try:
        return json.loads(text)
    except ValueError:
        return None


async def is_refused(wire, kind):
    answer = await wire.ask()
    told = answer.body["error" if wire.name == "rfc" else "detail"]
    wanted = kind if wire.name == "rfc" else "this fault was asked for"
    return answer.status == PROTOCOL_ERRORS[kind].status and wanted in told


async def has_status(wire, kind):
    return (await wire.ask()).status == int(kind)


async def is_late(wire, _):
    late = asyncio.create_task(wire.ask())
    while "slow" in await wire.pending():  # until the request has met it
        pass
    is_waiting = not late.done()
    late.cancel()
    return is_waiting


async def is_no_json(wire, _):
    answer = await wire.ask()
    return (answer.status, answer.type, answer.body) == (200, "application/json", None)


async def is_plain_text(wire, _):
    answer = await wire.ask()
    return answer.type == "text/plain" and answer.body is not None


async def is_no_answer(wire, _):
    with pytest.raises(aiohttp.ClientError):
        await wire.ask()
    return True


async def has_no_state(wire, _):
    return "state" not in await wire.redirect()


async def is_a_wrong_token(wire, kind):
    token = jws.extract_compact((await wire.ask()).body["access_token"].encode())
    head, claims = token.headers(), json.loads(token.payload)
    async with wire.http.get(f"{wire.url}/jwks") as answer:
        known = {key["kid"] for key in (await answer.json())["keys"]}
    wrong = {
        "wrong_kid": head["kid"] not in known,
        "expired_jwt": claims["exp"] < time.time(),
        "not_yet_valid_jwt": claims.get("nbf", 0) > time.time(),
        "wrong_issuer": claims["iss"] == WRONG_ISSUER,
        "wrong_audience": claims["aud"] == "somebody-else",
    }
    return wrong[kind]


PROOFS = {
    **dict.fromkeys(PROTOCOL_ERRORS, is_refused),
    "500": has_status,
    "503": has_status,
    "slow": is_late,
    "truncated_json": is_no_json,
    "malformed_json": is_no_json,
    "wrong_content_type": is_plain_text,
    "dropped_connection": is_no_answer,
    "missing_state": has_no_state,
    **dict.fromkeys(
        ("wrong_kid", "expired_jwt", "not_yet_valid_jwt", "wrong_issuer", "wrong_audience"),
        is_a_wrong_token,
    ),
}


def faults_of(wire):
    """Return every kind of a wire's faults, and the endpoint that it is to strike."""
    elsewhere = {"missing_state": "authorization"}
    return [(kind, elsewhere.get(kind, STRUCK[wire])) for kind in KINDS_OF_WIRE[wire]]


async def by_option(begin, wire, _):
    """All of them are options of the command that starts the platform."""
    return await begin(wire, *(f"--fault={kind}@{place}" for kind, place in faults_of(wire)))


async def by_file(begin, wire, _):
    """All of them stand in the file that the platform starts with."""
    return await begin(wire, faults=[asked(kind, place) for kind, place in faults_of(wire)])


async def by_http(begin, wire, _):
    """Each of them is a request to the running platform."""
    running = await begin(wire)
    for kind, place in faults_of(wire):
        added = await running.post("/control/faults", json=asked(kind, place), headers=STEERING)
        assert added.status == 201
    return running


async def by_command(begin, wire, run_command):
    """Each of them is a command beside the running platform."""
    running = await begin(wire)
    own = {"OAUTH_TOOL_CONTROL_TOKEN": CONTROL_TOKEN}
    for kind, place in faults_of(wire):
        arguments = ("platform", "faults", "add", kind, place, "--url", running.url)
        added = await asyncio.to_thread(run_command, "oauth-tool", *arguments, env=own)
        assert added.returncode == 0, added.stderr
    return running


def asked(kind, place):
    return {"fault": kind, "endpoint": place, "delay": 60}


WAYS = {"option": by_option, "file": by_file, "http": by_http, "command": by_command}


@pytest.fixture
async def begin(tmp_path, command_environment):
    """Return a function that starts the platform with an app, and more of a preset and options."""
    async with AsyncExitStack() as open_ones:

        async def begin(wire, *options, **more):
            profile, preset = tmp_path / "own.yaml", tmp_path / "preset.yaml"
            profile.write_text(PROFILES[wire])
            app = {**APP, "scopes": SCOPES[wire], "grant_types": GRANTS[wire]}
            preset.write_text(json.dumps({"apps": [app], **more}))
            kept = f"--database=sqlite:///{tmp_path}/kept.sqlite3"
            own = (f"--profile={profile}", f"--preset={preset}", kept, *options)
            process = platform_process(command_environment, *own)
            _, url = await open_ones.enter_async_context(process)
            http = await open_ones.enter_async_context(aiohttp.ClientSession())
            return Wire(name=wire, url=url, http=http)

        yield begin


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PROFILES)
async def test_every_fault_is_one_in_whichever_way_it_was_asked_for(begin, name, way, run_command):
    wire = await WAYS[way](begin, name, run_command)

    for kind, _ in faults_of(name):
        assert await PROOFS[kind](wire, kind), kind
    assert await wire.pending() == []
    good = await wire.ask()
    assert (good.status, good.type) == (200, "application/json")
    assert (await wire.redirect())["state"] == ["xyz"]

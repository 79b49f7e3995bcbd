"""Whatever is sent to the standard wire, nothing fails inside."""

import asyncio
import json
import random
from collections import Counter
from urllib.parse import quote

import pytest
from tests.plumbing.standard_platform import basic, request
from yarl import URL

REQUESTS = 400
AT_ONCE = 16
ODD = (
    "",
    "\0",
    "é",
    "\ud800",
    "a" * 3000,
    "%",
    "x y",
    "'\"<>",
    "none login",
    "{}",
    "-1",
    "1e999",
    "a.b.c",
    "eyJhbGciOiJub25lIn0.e30.",
    "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOjF9.x",
    "urn:ietf:params:oauth:request_uri:x",
    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
)
NAMES = (
    "client_id",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "grant_type",
    "code",
    "code_verifier",
    "redirect_uri",
    "scope",
    "refresh_token",
    "token",
    "resource",
    "audience",
    "request",
    "request_uri",
    "response_type",
    "state",
    "nonce",
    "prompt",
    "max_age",
    "code_challenge",
    "code_challenge_method",
    "response_mode",
    "device_code",
    "user_code",
    "subject_token",
    "subject_token_type",
    "dpop_jkt",
    "x",
)
HEADERS = (
    {"Authorization": "Basic !!"},
    {"Authorization": "Basic //46"},
    {"Authorization": "Bearer a.b.c"},
    {"Authorization": "DPoP x", "DPoP": "eyJhbGciOiJFUzI1NiIsImp3ayI6e319.e30.AA"},
    {"Content-Type": "application/json"},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-16"},
    {"Content-Type": "multipart/form-data; boundary=x"},
)


def odd_pairs(chance, right):
    kept = [pair for pair in right.items() if chance.random() < 0.9]
    added = [(chance.choice(NAMES), chance.choice(ODD)) for _ in range(chance.randrange(4))]
    return chance.sample(kept + added, len(kept) + len(added))


def spelled(pairs):
    return "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in pairs)


async def test_malformed_requests_are_refused_and_nothing_fails_inside(standard, standard_app):
    chance = random.Random(1)
    metadata = (await standard.get(f"{standard.issuer}/.well-known/openid-configuration")).body
    endpoints = [url for name, url in metadata.items() if name.endswith(("_endpoint", "_uri"))]
    grants = metadata["grant_types_supported"]
    statuses = Counter()

    async def send():
        url = chance.choice(endpoints)
        headers = basic(standard_app) | (chance.choice(HEADERS) if chance.random() < 0.3 else {})
        reads = chance.random() < 0.4
        right = request(standard_app) if reads else {"grant_type": chance.choice(grants)}
        pairs = odd_pairs(chance, right)
        text = chance.choice([spelled(pairs), json.dumps(dict(pairs)), "\xff%zz&&=="])
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        target = f"{url}?{spelled(pairs)[:6000]}" if reads else url
        async with standard.http.request(
            "GET" if reads else "POST",
            URL(target, encoded=True),
            data=None if reads else text.encode("latin-1", errors="replace"),
            headers=form | headers,
            allow_redirects=False,
        ) as answer:
            statuses[answer.status] += 1

    for _ in range(REQUESTS // AT_ONCE):
        await asyncio.gather(*(send() for _ in range(AT_ONCE)))

    assert max(statuses) < 500, statuses
    assert {200, 303, 400, 401} <= set(statuses)


NO_ASCII = (
    ("POST", "/token", "Authorization: Basic é"),
    ("POST", "/introspect", "Authorization: Basic \xff"),
    ("GET", "/api", "Authorization: Bearer \xff"),
    ("GET", "/register/{client_id}", "Authorization: Bearer \xff"),
    ("DELETE", "/register/{client_id}", "Authorization: Bearer é"),
    ("GET", "/device", "Cookie: oauth_tool_platform_user=YQ==.1.\xff"),
    ("GET", "/device", "Cookie: oauth_tool_platform_user=\xff.1.x; oauth_tool_platform=\xff"),
    ("GET", "/control/clock", "Authorization: Bearer \xff"),
)


@pytest.mark.parametrize(("method", "path", "header"), NO_ASCII)
async def test_bytes_that_are_no_ascii_fail_nowhere(standard, standard_app, method, path, header):
    # No client library sends such a header.
    host = standard.issuer.removeprefix("http://")
    path = path.format(client_id=standard_app.client_id)
    head = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Content-Length: 0", header]
    head += ["Content-Type: application/x-www-form-urlencoded", "Connection: close", "", ""]
    reader, writer = await asyncio.open_connection(*host.split(":"))

    writer.write("\r\n".join(head).encode("latin-1"))
    status = int((await reader.readline()).split()[1])
    writer.close()

    assert status in {303, 400, 401}

"""Several processes on one database are one authorization server, on the standard wire, too."""

import asyncio
from types import SimpleNamespace

import pytest
from tests.plumbing.platform_processes import platform_process
from tests.plumbing.standard_platform import (
    CALLBACK,
    SCHEMA,
    Standard,
    answer_in,
    code_form,
    decide,
    sign_in,
)

from oauth_tool.oauth.users import DEMO_USER_ID

TRIES = 64
METADATA = {
    "redirect_uris": [CALLBACK],
    "token_endpoint_auth_method": "none",
    "scope": "openid api.read",
    "grant_types": ["authorization_code", "refresh_token"],
}


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/platform.sqlite3"
    request.getfixturevalue("psql")(
        f"{SCHEMA.read_text()}"
        f"INSERT INTO users (id, email) VALUES ('{DEMO_USER_ID}', 'demo@example.com')"
    )
    return request.getfixturevalue("postgresql")


async def test_of_64_tries_at_two_processes_one_succeeds_and_its_tokens_die(
    database_url, command_environment, standard_http
):
    own = ("--profile", "rfc", "--database", database_url, "--workers", 2)
    async with platform_process(command_environment, *own) as (_, origin):
        place = SimpleNamespace(url=origin, endpoint=lambda name: f"{origin}/{PATHS[name]}")
        standard = Standard(platform=place, http=standard_http)
        app = await _registered(standard)
        back = await sign_in(standard, (await standard.get(standard.asking(app))).location)
        _, answer = await decide(standard, back, "allow")
        form = code_form(answer_in(answer.location)["code"], client_id=app.client_id)

        answers = await asyncio.gather(*(standard.post("token", form) for _ in range(TRIES)))

        (won,) = [one.body for one in answers if one.status == 200]
        lost = [one.body["error"] for one in answers if one.status != 200]
        assert lost == ["invalid_grant"] * (TRIES - 1)
        bearer = {"Authorization": f"Bearer {won['access_token']}"}
        assert (await standard.get(f"{origin}/userinfo", **bearer)).status == 401
        renewal = {"client_id": app.client_id, "refresh_token": won["refresh_token"]}
        renewed = await standard.post("token", {"grant_type": "refresh_token", **renewal})
        assert renewed.body["error"] == "invalid_grant"


PATHS = {"authorization": "authorize", "token": "token"}


async def _registered(standard):
    async with standard.http.post(f"{standard.issuer}/register", json=METADATA) as answer:
        return SimpleNamespace(client_id=(await answer.json())["client_id"])

"""Nothing that guards is shipped or happens twice: keys, passwords, tokens of one second."""

import asyncio

from tests.oauth_tool.web.conftest import opened_browser

from oauth_tool.testing import running_platform_async

KNOWN = ("", "admin", "password", "demo", "changeme", "secret", "lovelace", "demo@example.com")


async def test_tokens_of_one_moment_and_their_identifiers_are_all_different(standard):
    app = await standard.register(scopes=["openid", "api.read"])

    granted = await asyncio.gather(*(standard.tokens(app) for _ in range(20)))
    tokens = {answer["access_token"] for answer in granted}
    told = [await standard.post("introspection", {"token": one}, app) for one in tokens]

    assert len(tokens) == len({answer["refresh_token"] for answer in granted}) == 20
    assert len({one.body["jti"] for one in told}) == 20


async def test_two_platforms_share_no_key(standard):
    async with running_platform_async(profile="rfc") as other:
        theirs = (await standard.get(f"{other.url}/jwks")).body["keys"]
    ours = (await standard.get(f"{standard.issuer}/jwks")).body["keys"]

    assert {key["n"] for key in ours}.isdisjoint(key["n"] for key in theirs)
    assert standard.platform.control_token != other.control_token


async def test_no_password_is_known_beforehand(standard):
    async with opened_browser() as browser:
        answers = [
            await browser.submit(
                *(f"{standard.issuer}/login?next=/", "/login"),
                email="demo@example.com",
                password=password,
                next="/",
            )
            for password in KNOWN
        ]

    for answer in answers:
        assert not answer.location
        assert "There is no user with this e-mail address and password." in answer.text

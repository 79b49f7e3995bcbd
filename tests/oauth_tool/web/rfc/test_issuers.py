"""Several authorization servers on one platform: each has metadata, keys and tokens of its own."""

import pytest
from tests.plumbing.standard_platform import Standard, answer_in, code_form

from oauth_tool.testing import running_platform, running_platform_async
from tool_cli.errors import InvalidInput


@pytest.fixture
async def two(standard_http):
    async with running_platform_async(profile="rfc", issuers=["acme"]) as platform:
        yield Standard(platform=platform, http=standard_http)


async def test_every_issuer_has_metadata_where_both_standards_look(two):
    issuer = f"{two.issuer}/issuers/acme"
    urls = [
        f"{two.issuer}/.well-known/oauth-authorization-server/issuers/acme",
        f"{two.issuer}/.well-known/openid-configuration/issuers/acme",
        f"{issuer}/.well-known/openid-configuration",
    ]

    told = [(await two.get(url)).body for url in urls]

    assert told[0] == told[1] == told[2]
    assert told[0]["issuer"] == issuer
    assert told[0]["token_endpoint"] == f"{issuer}/token"
    assert (await two.get(f"{two.issuer}/issuers/other/jwks")).status == 404


async def test_what_one_issuer_gives_is_nothing_to_another(two):
    acme = f"{two.issuer}/issuers/acme"
    app = await two.register()
    url = two.asking(app, at=f"{acme}/authorize")

    answer = answer_in(await two.platform.approve(url))
    confused = await two.post("token", code_form(answer["code"]), app)
    tokens = (await two.post(f"{acme}/token", code_form(answer["code"]), app)).body
    elsewhere = await two.renew(app, tokens["refresh_token"])

    assert answer["iss"] == acme
    assert confused.body["error"] == elsewhere.body["error"] == "invalid_grant"
    assert not await two.is_active(app, tokens["access_token"])
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await two.get(f"{two.issuer}/api", **bearer)).status == 401
    assert (await two.get(f"{acme}/api", **bearer)).status == 200
    assert (await two.get(f"{acme}/jwks")).body != (await two.get(f"{two.issuer}/jwks")).body


async def test_a_fault_of_an_endpoint_is_one_at_every_issuer(two):
    await two.platform.fail("503@token:2")
    await two.platform.fail("500@/issuers/acme/token")

    urls = [f"{two.issuer}/token", *[f"{two.issuer}/issuers/acme/token"] * 3]

    assert [(await two.post(url, {})).status for url in urls] == [503, 500, 503, 401]


async def test_sign_in_and_consent_come_back_to_the_issuer_that_was_asked(two):
    app = await two.register()

    answer = await two.get(two.asking(app, at=f"{two.issuer}/issuers/acme/authorize"))

    assert answer.location.startswith("/login?next=%2Fissuers%2Facme%2Fauthorize%3F")


async def test_a_resource_says_where_to_get_a_token_for_it(standard, standard_app):
    answer = await standard.get(f"{standard.issuer}/api")
    challenge = answer.headers["WWW-Authenticate"]
    where = challenge.partition('resource_metadata="')[2].rstrip('"')
    told = (await standard.get(where)).body
    token = (await standard.tokens(standard_app))["access_token"]
    lesser = (await standard.tokens(standard_app, scope="openid"))["access_token"]

    content = await standard.get(told["resource"], Authorization=f"Bearer {token}")
    refused = await standard.get(told["resource"], Authorization=f"Bearer {lesser}")

    assert challenge.startswith("Bearer ")
    assert where == f"{standard.issuer}/.well-known/oauth-protected-resource/api"
    assert told["authorization_servers"] == [standard.issuer]
    assert content.body["client_id"] == standard_app.client_id
    assert (refused.status, refused.body["error"]) == (403, "insufficient_scope")
    assert 'scope="api.read"' in refused.headers["WWW-Authenticate"]


@pytest.mark.parametrize("issuers", [["Acme"], ["a/b"], [""], ["a", "a"]])
def test_a_name_that_cannot_stand_in_a_path_is_refused(issuers):
    with (
        pytest.raises(InvalidInput, match="cannot be the name"),
        running_platform(profile="rfc", issuers=issuers),
    ):
        pass

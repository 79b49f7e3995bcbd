"""Faults on request, on the wire that signs what it says."""

from datetime import UTC, datetime

import pytest
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet
from tests.plumbing.standard_platform import Standard, answer_in, basic, decide, sign_in

from oauth_tool.platform.faults import read_fault
from oauth_tool.profiles.loading import load_profile
from oauth_tool.testing import running_platform_async
from tool_cli.errors import InvalidInput

CLIENT = {"grant_type": "client_credentials", "scope": "api.read"}


async def wrong_claims(standard, app, fault):
    """Return the claims of an ID token that a fault has struck; its signature is right."""
    await standard.platform.fail(f"{fault}@token")
    token = (await standard.tokens(app))["id_token"]
    keys = KeySet.import_key_set((await standard.get(f"{standard.issuer}/jwks")).body)
    return jwt.decode(token, keys, algorithms=["RS256"]).claims


async def test_a_redirect_goes_wrong_wherever_a_profile_has_its_authorization_endpoint(
    tmp_path, standard_http
):
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(
        "extends: rfc\nname: elsewhere\nendpoints: {authorization: {path: /oauth2/auth}}\n"
    )
    async with running_platform_async(profile=str(elsewhere)) as platform:
        standard = Standard(platform=platform, http=standard_http)
        app = await standard.register()
        await platform.fail("missing_state@authorization")
        await platform.fail("access_denied@authorization")

        asked = [await standard.get(standard.asking(app, prompt="none")) for _ in "123"]

    given = [answer_in(answer.location) for answer in asked]
    assert [one["error"] for one in given] == ["login_required", "access_denied", "login_required"]
    assert [one.get("state") for one in given] == [None, "xyz", "xyz"]


async def test_an_id_token_can_be_wrong_in_one_thing_and_well_signed(standard, standard_app):
    now = datetime.now(UTC).timestamp()

    expired = await wrong_claims(standard, standard_app, "expired_jwt")
    early = await wrong_claims(standard, standard_app, "not_yet_valid_jwt")
    foreign = await wrong_claims(standard, standard_app, "wrong_issuer")
    misdirected = await wrong_claims(standard, standard_app, "wrong_audience")

    assert expired["exp"] < now
    assert early["nbf"] > now
    assert foreign["iss"] != standard.issuer
    assert misdirected["aud"] != standard_app.client_id
    with pytest.raises(InvalidKeyIdError):
        await wrong_claims(standard, standard_app, "wrong_kid")


async def test_metadata_introspection_and_redirect_can_name_a_wrong_issuer(standard, standard_app):
    login = (await standard.get(standard.asking(standard_app))).location
    back = await sign_in(standard, login)
    token = (await standard.tokens(standard_app))["access_token"]
    metadata = "/.well-known/oauth-authorization-server"
    for where in ("authorization", "introspection", metadata):
        await standard.platform.fail(f"wrong_issuer@{where}")

    _, answer = await decide(standard, back, "allow")
    known = (await standard.post("introspection", {"token": token}, standard_app)).body
    told = (await standard.get(f"{standard.issuer}{metadata}")).body

    wrong = {answer_in(answer.location)["iss"], known["iss"], told["issuer"]}
    assert len(wrong) == 1
    assert standard.issuer not in wrong


async def test_a_fault_for_one_client_finds_it_by_its_basic_credentials(standard, standard_app):
    other = await standard.register()
    await standard.platform.fail(f"invalid_scope@token:1:{standard_app.client_id}")

    spared = await standard.post("token", CLIENT, **basic(other))
    struck = await standard.post("token", CLIENT, **basic(standard_app))

    assert (spared.status, struck.body["error"]) == (200, "invalid_scope")


def test_where_nothing_is_signed_no_signature_can_be_wrong():
    with pytest.raises(InvalidInput, match="there is no fault 'wrong_kid'"):
        read_fault(load_profile("autogpt"), "wrong_kid@token")

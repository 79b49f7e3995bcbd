"""OpenID Connect: who signed in, told by a signature that anybody can check."""

import hashlib
from base64 import urlsafe_b64encode

import pytest
from joserfc import jws, jwt
from joserfc.jwk import KeySet
from tests.plumbing.standard_platform import HTML, Standard, answer_in, decide, sign_in

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.signing_keys import sign
from oauth_tool.testing import running_platform_async
from oauth_tool.web.platform_steering import rotate_keys
from tool_cli.errors import ToolError


async def keys_of(standard):
    return KeySet.import_key_set((await standard.get(f"{standard.issuer}/jwks")).body)


async def read(standard, token):
    return jwt.decode(token, await keys_of(standard), algorithms=["RS256"])


async def rotate(standard, issuer=""):
    token = Secret(standard.platform.control_token)
    return await rotate_keys(standard.issuer, token, issuer)


async def test_an_id_token_says_who_signed_in_when_and_for_which_request(standard, standard_app):
    tokens = await standard.tokens(standard_app, nonce="n-0S6")

    token = await read(standard, tokens["id_token"])
    claims = token.claims
    half = hashlib.sha256(tokens["access_token"].encode()).digest()[:16]

    assert token.header["alg"] == "RS256"
    assert (claims["iss"], claims["aud"]) == (standard.issuer, standard_app.client_id)
    assert (claims["sub"], claims["nonce"]) == (DEMO_USER_ID, "n-0S6")
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["auth_time"] <= claims["iat"]
    assert claims["at_hash"] == urlsafe_b64encode(half).rstrip(b"=").decode()


async def test_without_openid_nobody_is_told_and_a_refresh_answers_no_request(
    standard, standard_app
):
    without = await standard.tokens(standard_app, scope="api.read")
    first = await standard.tokens(standard_app, nonce="n")
    second = (await standard.renew(standard_app, first["refresh_token"])).body

    claims = (await read(standard, second["id_token"])).claims

    assert "id_token" not in without
    assert "nonce" not in claims
    assert claims["auth_time"] == (await read(standard, first["id_token"])).claims["auth_time"]


async def test_a_new_key_signs_at_once_and_the_old_one_is_there_until_its_tokens_expire(
    standard, standard_app
):
    before = (await standard.tokens(standard_app))["id_token"]

    kid = await rotate(standard)
    after = (await standard.tokens(standard_app))["id_token"]

    assert (await read(standard, after)).header["kid"] == kid
    assert (await read(standard, before)).header["kid"] != kid
    await standard.platform.advance("3601s")
    assert [key.kid for key in (await keys_of(standard)).keys] == [kid]
    with pytest.raises(ToolError, match="there is no issuer 'nobody'"):
        await rotate(standard, issuer="nobody")


async def test_a_request_about_one_user_tells_nothing_of_another(standard, standard_app):
    hint = (await standard.tokens(standard_app))["id_token"]
    head, claims, _ = hint.split(".")
    nobodys = {"iss": standard.issuer, "sub": "somebody", "aud": "x"}
    own = await sign(
        Issuer(platform=standard.platform.running.platform, origin=standard.issuer), nobodys
    )
    asking = {"prompt": "none", "scope": "openid"}
    back = await sign_in(standard, (await standard.get(standard.asking(standard_app))).location)
    await decide(standard, back, "allow")

    async def told(**changes):
        answer = await standard.get(standard.asking(standard_app, **asking, **changes))
        return answer_in(answer.location)

    assert "code" in await told(id_token_hint=hint)
    assert (await told(id_token_hint=own))["error"] == "login_required"
    for wrong in ("x", f"{head}.{claims}.AA", f"eyJhbGciOiJub25lIn0.{claims}."):
        assert (await told(id_token_hint=wrong))["error"] == "invalid_request"
    page = await standard.get(standard.asking(standard_app, id_token_hint=own), **HTML)
    assert page.location.startswith("/login?")
    await standard.platform.advance("2h")
    assert "code" in await told(id_token_hint=hint)


async def test_published_keys_are_public(standard):
    (key,) = (await standard.get(f"{standard.issuer}/jwks")).body["keys"]

    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}


@pytest.mark.parametrize(
    ("algorithm", "digest", "members"),
    [("ES256", "sha256", {"crv", "x", "y"}), ("Ed25519", "sha512", {"crv", "x"})],
)
async def test_a_profile_says_what_tokens_are_signed_with(
    tmp_path, standard_http, algorithm, digest, members
):
    profile = tmp_path / "signed.yaml"
    rules = f"{{signing_algorithm: {algorithm}}}"
    profile.write_text(f"name: signed\nextends: rfc\ncredentials: {rules}\n")
    async with running_platform_async(profile=str(profile)) as platform:
        standard = Standard(platform=platform, http=standard_http)
        app = await standard.register()
        before = await standard.tokens(app)
        kid = await rotate(standard)
        after = await standard.tokens(app)
        keys = (await standard.get(f"{standard.issuer}/jwks")).body["keys"]
        told = (await standard.get(f"{standard.issuer}/.well-known/openid-configuration")).body
        tokens = [
            jwt.decode(one["id_token"], await keys_of(standard), algorithms=[algorithm])
            for one in (before, after)
        ]

    whole = hashlib.new(digest, after["access_token"].encode()).digest()
    half = urlsafe_b64encode(whole[: len(whole) // 2]).rstrip(b"=").decode()
    assert tokens[1].claims["at_hash"] == half
    assert [token.header["kid"] for token in tokens] == [keys[1]["kid"], kid]
    assert {key["alg"] for key in keys} == {algorithm}
    assert all(set(key) == members | {"kty", "kid", "use", "alg"} for key in keys)
    assert told["id_token_signing_alg_values_supported"] == [algorithm]


async def test_tokens_of_another_algorithm_stay_good_when_a_profile_changes(
    tmp_path, standard_http
):
    url = f"sqlite:///{tmp_path}/kept.sqlite3"
    profile = tmp_path / "signed.yaml"
    profile.write_text("name: signed\nextends: rfc\ncredentials: {signing_algorithm: ES256}\n")
    algorithms = []
    for name in ("rfc", str(profile), "rfc"):
        async with running_platform_async(profile=name, database_url=url) as platform:
            standard = Standard(platform=platform, http=standard_http)
            tokens = await standard.tokens(await standard.register())
            keys = (await standard.get(f"{standard.issuer}/jwks")).body["keys"]
            algorithms.append(jws.extract_compact(tokens["id_token"].encode()).headers()["alg"])

    assert algorithms == ["RS256", "ES256", "RS256"]
    assert sorted(key["alg"] for key in keys) == ["ES256", "RS256"]


@pytest.fixture
async def readable(tmp_path, standard_http):
    """A platform whose access tokens are JSON Web Tokens, because its profile says so."""
    profile = tmp_path / "readable.yaml"
    profile.write_text("name: readable\nextends: rfc\ncredentials: {access_token_format: jwt}\n")
    async with running_platform_async(profile=str(profile)) as platform:
        yield Standard(platform=platform, http=standard_http)


async def test_an_access_token_may_be_one_that_resources_can_read(readable):
    app = await readable.register()

    access_token = (await readable.tokens(app))["access_token"]
    token = await read(readable, access_token)

    assert token.header["typ"] == "at+jwt"
    assert token.claims["aud"] == f"{readable.issuer}/api"
    assert token.claims["client_id"] == app.client_id
    assert token.claims["scope"] == "openid api.read"
    assert await readable.is_active(app, access_token)
    await readable.post("revocation", {"token": access_token}, app)
    assert not await readable.is_active(app, access_token)

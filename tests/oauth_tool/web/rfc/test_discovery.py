"""What the standard wire says of itself, and where (RFC 8414, OpenID Connect Discovery)."""

from tests.plumbing.standard_platform import Standard, answer_in

from oauth_tool.testing import running_platform_async


async def test_the_metadata_name_the_issuer_and_endpoints_that_are_there(standard):
    oauth = await standard.get(f"{standard.issuer}/.well-known/oauth-authorization-server")
    openid = await standard.get(f"{standard.issuer}/.well-known/openid-configuration")
    told = oauth.body

    assert oauth.body == openid.body
    assert told["issuer"] == standard.issuer
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["authorization_response_iss_parameter_supported"] is True
    endpoints = [url for name, url in told.items() if name.endswith("_endpoint")]
    statuses = {url: (await standard.get(url)).status for url in endpoints}
    assert len(endpoints) >= 5
    assert 404 not in statuses.values()


async def test_what_a_request_says_of_its_way_here_changes_nothing(standard, standard_app):
    forwarded = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/evil",
        "Forwarded": "host=evil.example;proto=https",
        "X-Original-URL": "/control/clock",
    }

    told = await standard.get(f"{standard.issuer}/.well-known/openid-configuration", **forwarded)
    asked = await standard.get(standard.asking(standard_app, prompt="none"), **forwarded)
    elsewhere = await standard.get(f"{standard.issuer}/jwks", Host="evil.example")

    assert told.body["issuer"] == standard.issuer
    assert answer_in(asked.location)["iss"] == standard.issuer
    assert elsewhere.status == 400


async def test_what_a_profile_leaves_out_is_neither_there_nor_told(tmp_path, standard_http):
    profile = tmp_path / "small.yaml"
    profile.write_text(
        "name: small\nextends: rfc\ngrant_types: [authorization_code, refresh_token]\n"
    )
    async with running_platform_async(profile=str(profile)) as platform:
        small = Standard(platform=platform, http=standard_http)
        told = (await small.get(f"{small.issuer}/.well-known/openid-configuration")).body
        page = await small.get(f"{small.issuer}/device")

    assert told["grant_types_supported"] == ["authorization_code", "refresh_token"]
    assert "device_authorization_endpoint" not in told
    assert page.status == 404


async def test_where_clients_may_sign_the_algorithms_are_told(standard):
    told = (await standard.get(f"{standard.issuer}/.well-known/oauth-authorization-server")).body

    for endpoint in ("token", "revocation", "introspection"):
        assert "private_key_jwt" in told[f"{endpoint}_endpoint_auth_methods_supported"]
        algorithms = told[f"{endpoint}_endpoint_auth_signing_alg_values_supported"]
        assert "RS256" in algorithms
        assert "none" not in algorithms  # RFC 8414 2

"""What the standard wire says of itself, and where (RFC 8414, OpenID Connect Discovery)."""


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


async def test_where_clients_may_sign_the_algorithms_are_told(standard):
    told = (await standard.get(f"{standard.issuer}/.well-known/oauth-authorization-server")).body

    for endpoint in ("token", "revocation", "introspection"):
        assert "private_key_jwt" in told[f"{endpoint}_endpoint_auth_methods_supported"]
        algorithms = told[f"{endpoint}_endpoint_auth_signing_alg_values_supported"]
        assert "RS256" in algorithms
        assert "none" not in algorithms  # RFC 8414 2

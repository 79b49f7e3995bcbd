"""Token exchange (RFC 8693): for less, for elsewhere, never for longer."""

import pytest

GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS = "urn:ietf:params:oauth:token-type:access_token"


@pytest.fixture
async def service(standard):
    """Return a confidential client that hands tokens on."""
    return await standard.register(name="Service")


@pytest.fixture
def exchange(standard, service):
    async def exchange(token, app=service, **changes):
        fields = {
            "grant_type": GRANT,
            "subject_token": token,
            "subject_token_type": ACCESS,
            **changes,
        }
        return await standard.post("token", fields, app)

    return exchange


@pytest.fixture
def about(standard, service):
    async def about(token):
        return (await standard.post("introspection", {"token": token}, service)).body

    return about


async def test_a_service_gets_a_token_for_less_and_for_elsewhere(
    standard, standard_app, service, exchange, about
):
    token = (await standard.tokens(standard_app))["access_token"]
    answer = await exchange(token, scope="api.read", resource="https://next.example/")
    known = await about(answer.body["access_token"])

    assert answer.body["issued_token_type"] == ACCESS
    assert {"refresh_token", "id_token"}.isdisjoint(answer.body)
    assert known["sub"] == (await about(token))["sub"]
    assert (known["client_id"], known["scope"]) == (service.client_id, "api.read")
    assert known["aud"] == ["https://next.example/"]
    assert "act" not in known


async def test_who_names_no_place_gets_a_token_for_those_of_the_subject_token(
    standard, standard_app, exchange, about
):
    token = (await standard.tokens(standard_app, resource="https://mcp.example/"))["access_token"]
    exchanged = (await exchange(token)).body["access_token"]
    bearer = {"Authorization": f"Bearer {exchanged}"}

    assert (await about(exchanged))["aud"] == ["https://mcp.example/"]
    assert (await standard.get(f"{standard.issuer}/api", **bearer)).status == 401


async def test_the_chain_of_actors_is_kept(standard, standard_app, service, exchange, about):
    token = (await standard.tokens(standard_app))["access_token"]
    own = {"grant_type": "client_credentials", "scope": "api.read"}
    actor = (await standard.post("token", own, service)).body["access_token"]
    acting = {"actor_token": actor, "actor_token_type": ACCESS}
    once = (await exchange(token, **acting)).body["access_token"]
    twice = (await exchange(once, **acting)).body["access_token"]
    this = {"sub": service.client_id, "client_id": service.client_id}

    assert (await about(once))["act"] == this
    assert (await about(twice))["act"] == {**this, "act": this}


async def test_it_ends_with_the_subject_token(standard, standard_app, exchange, about):
    tokens = await standard.tokens(standard_app)
    await standard.platform.advance("3000s")
    exchanged = (await exchange(tokens["access_token"])).body
    revocation = {"token": tokens["refresh_token"]}
    await standard.post("revocation", revocation, standard_app)

    assert exchanged["expires_in"] <= 600
    assert not (await about(exchanged["access_token"]))["active"]


async def test_what_is_wrong_is_said(standard, standard_app, exchange):
    tokens = await standard.tokens(standard_app, scope="api.read")
    token = tokens["access_token"]
    public = await standard.register(is_public=True)
    wrong = [
        ("invalid_request", {"subject_token": "x"}),
        ("invalid_request", {"subject_token": tokens["refresh_token"]}),
        ("invalid_request", {"subject_token_type": "urn:ietf:params:oauth:token-type:saml2"}),
        ("invalid_request", {"requested_token_type": "urn:ietf:params:oauth:token-type:saml2"}),
        ("invalid_request", {"actor_token": token}),
        ("invalid_request", {"actor_token": "x", "actor_token_type": ACCESS}),
        ("invalid_scope", {"scope": "api.write"}),
        ("invalid_target", {"resource": "/relative"}),
        ("invalid_target", {"audience": "a\nb"}),
    ]

    for error, changes in wrong:
        answer = await exchange(changes.pop("subject_token", token), **changes)
        assert (answer.status, answer.body["error"]) == (400, error), (error, changes)
    anybody = await exchange(token, None, client_id=public.client_id)
    assert anybody.body["error"] == "unauthorized_client"

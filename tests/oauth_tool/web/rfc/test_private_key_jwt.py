"""Clients that sign instead of telling a secret (RFC 7523)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NO_ALGORITHM = (b'{"alg":"none"}', b'{"alg":"None"}', b'{"alg":""}', b"{}")
GRANT = {"grant_type": "client_credentials", "scope": "api.read", "client_assertion_type": TYPE}


@pytest.fixture(scope="module")
def key():
    return ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)


@pytest.fixture
async def signer(standard, key):
    metadata = {
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": {"keys": [key.as_dict(private=False)]},
    }
    return await standard.register(metadata=metadata)


def assertion(standard, app, key, **changes):
    now = int(datetime.now(UTC).timestamp())
    claims = {
        "iss": app.client_id,
        "sub": app.client_id,
        "aud": standard.issuer,
        "iat": now,
        "exp": now + 60,
        "jti": "one",
        **changes,
    }
    claims = {name: value for name, value in claims.items() if value is not None}
    return {**GRANT, "client_assertion": jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)}


async def test_a_signature_is_as_good_as_a_secret_and_only_once(standard, signer, key):
    form = assertion(standard, signer, key)

    first = await standard.post("token", form)
    again = await standard.post("token", form)

    assert first.status == 200
    assert (again.status, again.body["error"]) == (401, "invalid_client")
    assert "used before" in again.body["error_description"]


async def test_an_assertion_for_the_token_endpoint_is_one_for_the_server(standard, signer, key):
    form = assertion(standard, signer, key, aud=[standard.platform.endpoint("token")], jti="two")

    assert (await standard.post("token", form)).status == 200


async def test_a_wrong_assertion_is_refused_and_spends_nothing(standard, signer, key):
    now = int(datetime.now(UTC).timestamp())
    other_key = ECKey.generate_key("P-256", {"kid": key.kid})
    wrong = [
        assertion(standard, signer, other_key),
        assertion(standard, signer, key, aud="https://other.example"),
        assertion(standard, signer, key, aud=None),
        assertion(standard, signer, key, exp=now - 60),
        assertion(standard, signer, key, exp=None),
        assertion(standard, signer, key, exp="soon"),
        assertion(standard, signer, key, exp=now + 86_400),
        assertion(standard, signer, key, nbf=now + 60),
        assertion(standard, signer, key, iss="somebody"),
        assertion(standard, signer, key, sub="somebody\0"),
        assertion(standard, signer, key, jti=None),
        {**GRANT, "client_assertion": "a.b.c"},
    ]

    for form in wrong:
        answer = await standard.post("token", form)
        assert (answer.status, answer.body["error"]) == (401, "invalid_client")
    both = await standard.post("token", assertion(standard, signer, key), signer)
    unknown_type = {**assertion(standard, signer, key), "client_assertion_type": "other"}

    assert both.body["error"] == "invalid_request"
    assert (await standard.post("token", unknown_type)).body["error"] == "invalid_request"
    assert (await standard.post("token", assertion(standard, signer, key))).status == 200


async def test_a_fault_for_one_client_finds_it_by_its_signature(standard, signer, key):
    await standard.platform.fail(f"invalid_scope@token:1:{signer.client_id}")
    form = assertion(standard, signer, key)

    unreadable = await standard.post("token", {**GRANT, "client_assertion": "a.b.c"})
    struck = await standard.post("token", form)

    assert unreadable.body["error"] == "invalid_client"
    assert struck.body["error"] == "invalid_scope"
    assert (await standard.post("token", form)).status == 200


async def test_a_client_registered_to_sign_cannot_use_its_secret(standard, signer):
    answer = await standard.post("token", {**GRANT, "client_assertion_type": ""}, signer)

    assert answer.body["error"] == "invalid_client"


async def test_a_public_key_is_no_shared_secret_and_a_header_names_no_other_key(
    standard, signer, key
):
    _, claims, _ = assertion(standard, signer, key)["client_assertion"].split(".")
    payload = urlsafe_b64decode(f"{claims}==")
    thief = ECKey.generate_key("P-256", {"kid": key.kid})
    thiefs = dict(thief.as_dict(private=False))
    shared = OctKey.import_key(json.dumps(key.as_dict(private=False)))
    headers = [
        {"jwk": thiefs},
        {"jku": "http://127.0.0.1:9/keys"},
        {"x5u": "http://127.0.0.1:9/certificates"},
        {"kid": "../../dev/null"},
        {"kid": "' OR 1=1 --"},
    ]
    forged = [
        *(jws.serialize_compact({"alg": "ES256", **head}, payload, thief) for head in headers),
        jws.serialize_compact({"alg": "HS256", "kid": key.kid}, payload, shared),
        *(f"{urlsafe_b64encode(head).decode()}.{claims}." for head in NO_ALGORITHM),
    ]

    for one in forged:
        answer = await standard.post("token", {**GRANT, "client_assertion": one})
        assert (answer.status, answer.body["error"]) == (401, "invalid_client"), one

"""Proof of possession (RFC 9449): every check, and what a stolen token is worth."""

import hashlib
import itertools
import json
import time
import warnings
from base64 import urlsafe_b64encode
from types import SimpleNamespace

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey
from tests.plumbing.standard_platform import VERIFIER, answer_in, code_form, request


def short_rsa_key():
    # joserfc warns of it, rightly: that is why nobody else may use one.
    with warnings.catch_warnings(action="ignore"):
        return RSAKey.generate_key(1024)


def encoded(data):
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture
def key():
    return ECKey.generate_key("P-256")


@pytest.fixture
def prove(standard, key):
    """Return a function that makes a proof, wrong in what a test asks for."""
    numbers = itertools.count()

    def prove(method="POST", path="/token", token=None, header=None, signer=None, **claims):
        whole = {
            "jti": f"proof-{next(numbers)}",
            "htm": method,
            "htu": f"{standard.issuer}{path}",
            "iat": int(time.time()),
            **({"ath": encoded(hashlib.sha256(token.encode()).digest())} if token else {}),
            **claims,
        }
        said = {name: value for name, value in whole.items() if value is not None}
        public = dict(key.as_dict(private=False))
        head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": public, **(header or {})}
        head = {name: value for name, value in head.items() if value is not None}
        return {"DPoP": jws.serialize_compact(head, json.dumps(said), signer or key)}

    return prove


@pytest.fixture
def redeem(standard, standard_app):
    """Return a function that walks to a token request, which carries a proof."""

    async def redeem(proof, app=standard_app, **changes):
        code = await standard.code(app, **changes)
        return await standard.post("token", code_form(code), app, **proof)

    return redeem


async def test_a_token_is_bound_to_the_key_that_was_proven(
    standard, standard_app, redeem, prove, key
):
    answer = await redeem(prove())
    token = answer.body["access_token"]
    known = (await standard.post("introspection", {"token": token}, standard_app)).body
    with_proof = {"Authorization": f"DPoP {token}", **prove("GET", "/api", token)}

    assert answer.body["token_type"] == known["token_type"] == "DPoP"
    assert known["cnf"] == {"jkt": key.thumbprint()}
    assert (await standard.get(f"{standard.issuer}/api", **with_proof)).status == 200


async def test_a_fault_for_one_client_finds_it_by_its_bound_token(
    standard, standard_app, redeem, prove
):
    token = (await redeem(prove())).body["access_token"]
    await standard.platform.fail(f"503@/api:1:{standard_app.client_id}")

    statuses = [
        (await standard.get(f"{standard.issuer}/api", **headers)).status
        for headers in [
            {"Authorization": "DPoP another", **prove("GET", "/api", "another")},
            *[{"Authorization": f"DPoP {token}", **prove("GET", "/api", token)} for _ in "12"],
        ]
    ]

    assert statuses == [401, 503, 200]


async def test_a_stolen_token_is_worth_nothing(standard, redeem, prove):
    token = (await redeem(prove())).body["access_token"]
    url = f"{standard.issuer}/api"
    dpop = {"Authorization": f"DPoP {token}"}
    thief = ECKey.generate_key("P-256")
    thiefs = {"jwk": dict(thief.as_dict(private=False))}
    stolen = [
        {"Authorization": f"Bearer {token}"},
        {"Authorization": f"Bearer {token}", **prove("GET", "/api", token)},
        dpop,
        {**dpop, **prove("GET", "/api", token, thiefs, thief)},
        {**dpop, **prove("GET", "/api", "another token")},
        {**dpop, **prove("GET", "/api")},
        {**dpop, **prove("GET", "/userinfo", token)},
        {**dpop, **prove("POST", "/api", token)},
    ]

    for headers in stolen:
        answer = await standard.get(url, **headers)
        assert answer.status == 401, headers
        assert answer.headers["WWW-Authenticate"].startswith(("DPoP ", "Bearer "))


async def test_whoever_comes_with_a_proof_is_challenged_for_a_better_one(standard, prove):
    dpop = {"Authorization": "DPoP nonsense", **prove("GET", "/api", "nonsense")}

    answer = await standard.get(f"{standard.issuer}/api", **dpop)

    (challenge,) = answer.headers.getall("WWW-Authenticate")
    assert challenge.startswith('DPoP algs="')
    assert 'error="invalid_token"' in challenge
    assert "resource_metadata=" in challenge


async def test_an_unbound_token_does_not_pretend_to_be_bound(standard, standard_app, prove):
    token = (await standard.tokens(standard_app))["access_token"]
    headers = {"Authorization": f"DPoP {token}", **prove("GET", "/api", token)}

    assert (await standard.get(f"{standard.issuer}/api", **headers)).status == 401


async def test_every_part_of_a_proof_counts(standard, standard_app, prove, key):
    code = await standard.code(standard_app)
    private = {"jwk": dict(key.as_dict(private=True))}
    public = dict(key.as_dict(private=False))
    secret, short = OctKey.generate_key(256), short_rsa_key()
    wrong = [
        prove(header={"typ": "JWT"}),
        prove(header=private),
        prove(header={"jwk": None}),
        prove(header={"alg": "HS256", "jwk": dict(secret.as_dict())}, signer=secret),
        prove(signer=ECKey.generate_key("P-256")),
        prove(htm="GET"),
        prove(htm=None),
        prove(htu="https://other.example/token"),
        prove(htu=f"{standard.issuer}/introspect"),
        prove(htu=7),
        prove(htu="http://[::1"),
        prove(jti=None),
        prove(jti=""),
        prove(jti="x" * 300),
        prove(iat=None),
        prove(header={"jwk": {**public, "use": ["sig"]}}),
        prove(header={"alg": "RS256", "jwk": dict(short.as_dict(private=False))}, signer=short),
        prove(iat="now"),
        {"DPoP": "no token"},
        {"DPoP": ""},
    ]

    for proof in wrong:
        answer = await standard.post("token", code_form(code), standard_app, **proof)
        assert (answer.status, answer.body["error"]) == (400, "invalid_dpop_proof"), proof
    right = prove(htu=f"{standard.issuer.upper().replace('HTTP', 'http')}/token?a=b#c")
    assert (await standard.post("token", code_form(code), standard_app, **right)).status == 200


async def test_a_proof_is_used_once(standard, standard_app, redeem, prove):
    proof = prove()

    assert (await redeem(proof)).status == 200
    again = await redeem(proof)
    assert again.body["error"] == "invalid_dpop_proof"


async def test_a_proof_that_nobody_can_date_needs_the_servers_nonce(standard, redeem, prove):
    await standard.platform.advance("30d")
    old = await redeem(prove())
    nonce = old.headers["DPoP-Nonce"]

    assert (old.status, old.body["error"]) == (400, "use_dpop_nonce")
    undated = await redeem(prove(nonce=nonce, iat=None))
    assert undated.body["error"] == "invalid_dpop_proof"  # RFC 9449 4.2: a nonce replaces no claim
    assert (await redeem(prove(nonce=nonce))).status == 200
    assert (await redeem(prove(nonce="\ud800"))).body["error"] == "use_dpop_nonce"
    assert (await redeem(prove(nonce="guessed"))).body["error"] == "use_dpop_nonce"
    assert (await redeem(prove(iat=10**18, nonce=None))).body["error"] == "use_dpop_nonce"
    await standard.platform.advance("11m")
    assert (await redeem(prove(nonce=nonce))).body["error"] == "use_dpop_nonce"


async def test_a_public_clients_refresh_token_is_bound_and_a_confidential_ones_is_not(
    standard, standard_app, redeem, prove
):
    public = await standard.register(is_public=True)
    code = await standard.code(public)
    client = {"client_id": public.client_id}
    first = (await standard.post("token", code_form(code, **client), None, **prove())).body
    renewal = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"], **client}
    bare = await standard.post("token", renewal)
    proven = await standard.post("token", renewal, None, **prove())
    confidential = (await redeem(prove())).body
    unbound = await standard.renew(standard_app, confidential["refresh_token"])

    assert bare.body["error"] == "invalid_grant"
    assert proven.body["token_type"] == "DPoP"
    assert unbound.body["token_type"] == "Bearer"


async def test_a_code_can_be_bound_to_a_key_beforehand(standard, standard_app, prove, key):
    named = await standard.code(standard_app, dpop_jkt=key.thumbprint())
    malformed = await standard.get(standard.asking(standard_app, dpop_jkt="x"))
    fields = {**request(standard_app), "code_verifier": VERIFIER}
    pushed = await standard.post(
        f"{standard.issuer}/par", fields, standard_app, **prove(path="/par")
    )
    other = {**fields, "dpop_jkt": encoded(bytes(32))}
    confused = await standard.post(
        f"{standard.issuer}/par", other, standard_app, **prove(path="/par")
    )

    bare = await standard.post("token", code_form(named), standard_app)
    assert bare.body["error"] == "invalid_grant"
    assert (await standard.post("token", code_form(named), standard_app, **prove())).status == 200
    assert answer_in(malformed.location)["error"] == "invalid_request"
    assert pushed.status == 201
    assert confused.body["error"] == "invalid_dpop_proof"


async def test_a_client_that_registered_for_it_must_prove_its_key(standard, prove):
    app = await standard.register(metadata={"dpop_bound_access_tokens": True})
    code = await standard.code(app)

    bare = await standard.post("token", code_form(code), app)
    assert bare.body["error"] == "invalid_dpop_proof"
    assert (await standard.post("token", code_form(code), app, **prove())).status == 200


async def test_two_proofs_are_none(standard, standard_app, prove):
    code = await standard.code(standard_app)
    headers = [*prove().items(), *prove().items()]
    url = standard.platform.endpoint("token")
    async with standard.http.post(url, data=code_form(code), headers=headers) as answer:
        body = await answer.json()

    assert SimpleNamespace(**body).error == "invalid_dpop_proof"

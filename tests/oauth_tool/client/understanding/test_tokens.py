"""What is seen in a token, and what speaks against it."""

import hmac
import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey

from oauth_tool.client.introspection import Verdict
from oauth_tool.client.understanding.checks import Evidence, checks_of, objection_to
from oauth_tool.client.understanding.signature import Signature, signature_of
from oauth_tool.client.understanding.web_token import web_token_in

KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "one"})
CURVE = ECKey.generate_key("P-256", {"kid": "two"})
SYMMETRIC = OctKey.generate_key(256, {"kid": "one"})
JWKS = {"keys": [{"kty": "RSA", "n": "!!"}, 7, *(k.as_dict(private=False) for k in (KEY, CURVE))]}


def signed(key=KEY, algorithm="RS256", **claims):
    header = {"alg": algorithm, "kid": key.kid}
    return jws.serialize_compact(header, json.dumps(claims).encode(), key)


def encoded(part):
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def unsigned(header, claims):
    return f"{encoded(header)}.{encoded(claims)}."


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_be_looked_at(text):
    assert web_token_in(text) is None or text.count(".") == 2


@pytest.mark.parametrize(
    ("token", "is_valid"),
    [
        (signed(), True),
        (signed(CURVE, "ES256"), True),
        (signed(OTHER), False),
        (signed(SYMMETRIC, "HS256"), None),
        (unsigned({"alg": "none"}, {}), False),
        (unsigned({"alg": "RS256", "kid": "nobody"}, {}), False),
        (unsigned({}, {}), None),
        (unsigned({"alg": "RS256", "kid": ["x"], "crit": ["y"]}, {}), False),
    ],
    ids=["rsa", "curve", "other", "secret", "none", "nobody", "nothing", "odd"],
)
def test_a_signature_is_checked_with_the_keys_that_the_server_publishes(token, is_valid):
    signature = signature_of(token, web_token_in(token), JWKS)

    assert signature.is_valid is is_valid, signature.sentence


def test_a_public_key_is_not_taken_for_a_shared_secret():
    """The attack of RFC 8725 2.1: HS256 with the published key as its secret."""
    head = encoded({"alg": "HS256", "kid": "one"}) + "." + encoded({})
    mac = hmac.digest(KEY.as_pem(private=False), head.encode(), "sha256")
    token = f"{head}.{urlsafe_b64encode(mac).rstrip(b'=').decode()}"

    assert signature_of(token, web_token_in(token), JWKS).is_valid is None


@pytest.mark.parametrize("jwks", [None, {}, {"keys": "x"}, {"keys": []}, {"keys": [{}]}])
def test_without_usable_keys_the_question_stays_open(jwks):
    token = signed()

    assert signature_of(token, web_token_in(token), jwks).is_valid is None


def test_a_good_token_is_found_good(now):
    claims = {"iss": "https://as.example", "aud": ["me", "x"], "exp": now.timestamp() + 60}
    evidence = Evidence(
        now=now,
        claims={**claims, "nbf": now.timestamp() + 30, "scope": "a b"},
        signature=Signature(is_valid=True, sentence="fits"),
        issuer="https://as.example",
        audience="me",
        verdict=Verdict(is_active=True, scopes=("a", "b")),
        asked_scopes=("a", "b"),
    )

    checks = checks_of(evidence)

    assert {check.name: check.is_right for check in checks} == dict.fromkeys(
        ("signature", "iss", "aud", "nbf", "exp", "introspection", "scope"), True
    )
    assert objection_to(checks) == "Nothing that is known here speaks against it."


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"claims": {"exp": 1}}, "it has ended at 1970-01-01 00:00:01 UTC"),
        ({"claims": {"nbf": 1e10}}, "it is good only from 2286-11-20 17:46:40 UTC on"),
        ({"claims": {"iss": "https://evil.example"}, "issuer": "https://as.example"}, "another is"),
        ({"claims": {"aud": "them"}, "audience": "me"}, "it is for somebody else"),
        ({"claims": {}, "signature": Signature(is_valid=False, sentence="no key fits")}, "no key"),
        ({"is_revoked": True}, "it was revoked"),
        ({"verdict": Verdict(is_active=False)}, "its server calls it not active"),
    ],
)
def test_what_speaks_against_a_token_is_told_in_a_sentence(now, changes, reason):
    objection = objection_to(checks_of(Evidence(now=now, **changes)))

    assert objection.startswith("It would be rejected: ")
    assert reason in objection


def test_an_opaque_token_ends_when_the_token_endpoint_said(now):
    evidence = Evidence(now=now, ends_at=now - timedelta(seconds=1), asked_scopes=("a",))

    assert "it has ended" in objection_to(checks_of(evidence))


def test_a_missing_scope_is_told_as_what_an_api_would_answer(now):
    checks = checks_of(Evidence(now=now, granted_scopes=("a",), asked_scopes=("a", "b")))

    (scope,) = (check.sentence for check in checks if check.name == "scope")
    assert scope.startswith("it does not allow b, which was asked for: an API that needs this")

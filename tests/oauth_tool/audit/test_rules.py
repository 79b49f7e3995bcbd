"""Every rule: an exchange that keeps it, one that breaks it, one that it is not about."""

import re
from pathlib import Path

import pytest

from oauth_tool.audit import rules
from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.judging import findings_in
from oauth_tool.audit.rule import Verdict
from oauth_tool.audit.rulebook import RULES

HERE, AWAY = "http://127.0.0.1:9876/token", "http://platform.example/token"
JSON = {"content-type": "application/json; charset=utf-8"}
GRANT = {"grant_type": "refresh_token", "refresh_token": "r1"}


def after_request(**query):
    return (Observation(kind=Kind.AUTHORIZATION_REQUEST, url=HERE, query=query),)


def seen(kind, **changes):
    return Observation(**{"kind": kind, "url": HERE, **changes})


def token(status=200, **changes):
    return seen(Kind.TOKEN, status=status, **{"document": {}, **changes})


def refreshed(**document):
    return token(parameters=GRANT, document=document)


def introspected(**document):
    return seen(Kind.INTROSPECTION, status=200, document=document, asked_scopes=("a", "b"))


def granted(scope):
    return token(document={"scope": scope}, asked_scopes=("a", "b"))


def told(description):
    return token(400, document={"error": "invalid_grant", "error_description": description})


def returned(**query):
    return seen(Kind.AUTHORIZATION_RESPONSE, query=query)


def registered(**headers):
    return seen(Kind.REGISTRATION, status=201, headers=headers)


def back(**query):
    return seen(Kind.SETUP_RESPONSE, query=query)


def after_setup(**query):
    return (seen(Kind.SETUP_REQUEST, query=query),)


def asked(**query):
    return seen(Kind.AUTHORIZATION_REQUEST, query=query)


def resource(status, **headers):
    return seen(Kind.RESOURCE, status=status, headers=headers)


PASSED, FAILED, NOT = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_APPLICABLE
CASES = [
    ("token-answer-not-cached", token(headers={"cache-control": "private, No-Store"}), (), PASSED),
    ("token-answer-not-cached", token(), (), FAILED),
    ("token-answer-not-cached", token(400), (), NOT),
    ("registration-answer-not-cached", registered(**{"cache-control": "no-store"}), (), PASSED),
    ("registration-answer-not-cached", registered(), (), FAILED),
    ("registration-answer-not-cached", token(), (), NOT),
    ("state-returned", returned(state="s"), after_request(state="s"), PASSED),
    ("state-returned", returned(error="e"), after_request(state="s"), FAILED),
    ("state-returned", returned(state="other"), after_request(state="s"), FAILED),
    ("state-returned", returned(code="c"), after_request(), NOT),
    ("setup-state-returned", back(state="s", success="true"), after_setup(state="s"), PASSED),
    ("setup-state-returned", back(error="user_cancelled"), after_setup(state="s"), FAILED),
    ("setup-state-returned", back(state="other"), after_setup(state="s"), FAILED),
    ("setup-state-returned", back(success="true"), after_setup(), NOT),
    ("no-token-in-url", returned(code="c"), (), PASSED),
    ("no-token-in-url", returned(access_token="t"), (), FAILED),
    ("pkce-used", asked(code_challenge="c", code_challenge_method="S256"), (), PASSED),
    ("pkce-used", asked(), (), FAILED),
    ("pkce-used", asked(code_challenge="c"), (), FAILED),
    ("pkce-used", asked(code_challenge="c", code_challenge_method="plain"), (), FAILED),
    ("pkce-used", seen(Kind.AUTHORIZATION_REQUEST, is_wrong_on_purpose=True), (), NOT),
    ("refresh-token-rotated", refreshed(refresh_token="r2"), (), PASSED),
    ("refresh-token-rotated", refreshed(refresh_token="r1"), (), FAILED),
    ("refresh-token-rotated", refreshed(), (), FAILED),
    ("refresh-token-rotated", token(document={"refresh_token": "r1"}), (), NOT),
    ("issuer-named", returned(iss="https://p.example"), (), PASSED),
    ("issuer-named", returned(), (), FAILED),
    ("issuer-named", token(), (), NOT),
    ("expires-in-number", token(document={"expires_in": 3600}), (), PASSED),
    ("expires-in-number", token(document={"expires_in": "3600"}), (), FAILED),
    ("expires-in-number", token(document={"expires_in": True}), (), FAILED),
    ("expires-in-number", token(document={"expires_in": []}), (), FAILED),
    ("expires-in-number", token(), (), FAILED),
    ("expires-in-number", token(500), (), NOT),
    ("token-type-named", token(document={"token_type": "Bearer"}), (), PASSED),
    ("token-type-named", token(), (), FAILED),
    ("token-type-named", resource(200), (), NOT),
    ("scope-spelled", token(document={"scope": "a b"}), (), PASSED),
    ("scope-spelled", token(document={"scopes": ["a"]}), (), FAILED),
    ("scope-spelled", token(document={"scope": ["a"]}), (), FAILED),
    ("scope-spelled", token(), (), NOT),
    ("scope-reduction-told", introspected(scope="a b"), (), PASSED),
    ("scope-reduction-told", introspected(scope="a"), (token(document={"scope": "a"}),), PASSED),
    ("scope-reduction-told", introspected(scopes=["a"]), (token(),), FAILED),
    ("scope-reduction-told", introspected(active=False), (), NOT),
    ("error-code-named", token(400, document={"error": "invalid_grant"}), (), PASSED),
    ("error-code-named", token(400, document={"detail": "no"}), (), FAILED),
    ("error-code-named", token(502, document=None), (), FAILED),
    ("error-code-named", token(), (), NOT),
    ("error-status-fits", token(400), (), PASSED),
    ("error-status-fits", token(401, document={"error": "invalid_client"}), (), PASSED),
    ("error-status-fits", token(401, document={"error": "invalid_grant"}), (), FAILED),
    ("error-status-fits", token(422), (), FAILED),
    ("error-status-fits", token(429), (), NOT),
    ("bearer-challenge-sent", resource(401, **{"www-authenticate": "Bearer x=1"}), (), PASSED),
    ("bearer-challenge-sent", resource(401, **{"www-authenticate": "DPoP, Bearer"}), (), PASSED),
    ("bearer-challenge-sent", resource(401, **{"www-authenticate": "Basic x=y"}), (), FAILED),
    ("bearer-challenge-sent", resource(401), (), FAILED),
    ("bearer-challenge-sent", resource(403), (), NOT),
    ("dead-tokens-keep-quiet", introspected(active=False, sub=None), (), PASSED),
    ("dead-tokens-keep-quiet", introspected(active=False, sub="x"), (), FAILED),
    ("dead-tokens-keep-quiet", introspected(active=True), (), NOT),
    ("revocation-succeeds", seen(Kind.REVOCATION, status=200), (), PASSED),
    ("revocation-succeeds", seen(Kind.REVOCATION, status=404), (), FAILED),
    ("revocation-succeeds", seen(Kind.REVOCATION, status=401), (), NOT),
    ("token-answer-is-json", token(headers=JSON), (), PASSED),
    ("token-answer-is-json", token(headers={"content-type": "text/html"}), (), FAILED),
    ("token-answer-is-json", token(), (), FAILED),
    ("token-answer-is-json", token(500), (), NOT),
    ("scope-not-widened", granted("a"), (), PASSED),
    ("scope-not-widened", granted("b a"), (), PASSED),
    ("scope-not-widened", granted("a b c"), (), FAILED),
    ("scope-not-widened", granted(["a", "c"]), (), FAILED),
    ("scope-not-widened", token(document={"scope": "a"}), (), NOT),
    ("active-is-boolean", introspected(active=False), (), PASSED),
    ("active-is-boolean", introspected(active="false"), (), FAILED),
    ("active-is-boolean", introspected(), (), FAILED),
    ("active-is-boolean", seen(Kind.INTROSPECTION, status=401), (), NOT),
    ("error-description-plain", told("no such code (RFC 6749)"), (), PASSED),
    ("error-description-plain", told("sühne"), (), FAILED),
    ("error-description-plain", told("a\\b"), (), FAILED),
    ("error-description-plain", returned(error_description="a\nb"), (), FAILED),
    ("error-description-plain", token(400), (), NOT),
    ("transport-is-encrypted", token(), (), PASSED),
    ("transport-is-encrypted", token(url="https://platform.example/"), (), PASSED),
    ("transport-is-encrypted", token(url=AWAY), (), FAILED),
]


def finding(rule_id, observation, earlier):
    (found,) = [f for f in findings_in(observation, earlier) if f.rule.id == rule_id]
    return found


@pytest.mark.parametrize(("rule_id", "observation", "earlier", "verdict"), CASES)
def test_a_rule_tells_kept_broken_and_not_applicable_apart(rule_id, observation, earlier, verdict):
    found = finding(rule_id, observation, earlier)

    assert found.verdict is verdict
    assert bool(found.detail) == (verdict is FAILED)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_is_shown_to_pass_and_to_fail(rule):
    verdicts = {verdict for rule_id, _, _, verdict in CASES if rule_id == rule.id}

    assert verdicts >= {PASSED, FAILED}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_where_it_is_written_and_what_to_do(rule):
    assert re.fullmatch(r"https://www\.rfc-editor\.org/rfc/rfc\d+#section-[\d.]+", rule.url)
    assert rule.remedy.endswith((".", ")"))
    assert not rule.title.endswith(".")


def test_every_file_has_its_rule_in_the_book():
    folder = Path(rules.__file__).parent
    files = {file.stem.replace("_", "-") for file in folder.glob("[a-z]*.py")}

    assert files == {rule.id for rule in RULES}
    assert len(files) == len(RULES)


def test_no_finding_quotes_what_was_sent():
    secret = "s3cr3t-value"
    members = dict.fromkeys(("access_token", "refresh_token", "expires_in", "error"), secret)
    observation = seen(
        Kind.TOKEN, query={"access_token": secret, "code": secret}, status=422, document=members
    )

    for found in findings_in(observation, after_request(state=secret)):
        assert secret not in found.detail + repr(observation)

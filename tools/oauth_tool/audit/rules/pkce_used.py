"""PKCE with S256 protects the code."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.AUTHORIZATION_REQUEST and not observation.is_wrong_on_purpose


def _problem(observation: Observation, _: Earlier) -> str | None:
    if not observation.query.get("code_challenge"):
        return "the request has no code_challenge: a stolen code can be redeemed by anybody"
    if observation.query.get("code_challenge_method", "plain") == "plain":
        return "the challenge is plain: whoever sees the request has the verifier"
    return None


RULE = Rule(
    id="pkce-used",
    title="The authorization request uses PKCE with S256",
    rfc=9700,
    section="2.1.1",
    severity=Severity.HIGH,
    remedy=(
        "Send code_challenge with code_challenge_method=S256, a fresh verifier for each request."
    ),
    applies=_applies,
    problem=_problem,
)

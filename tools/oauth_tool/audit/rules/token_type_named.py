"""A token answer says how the token is used."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.TOKEN and observation.is_success


def _problem(observation: Observation, _: Earlier) -> str | None:
    token_type = observation.members.get("token_type")
    return None if isinstance(token_type, str) and token_type else "the answer has no token_type"


RULE = Rule(
    id="token-type-named",
    title="The token answer names the token type",
    rfc=6749,
    section="5.1",
    severity=Severity.MEDIUM,
    remedy="Answer with token_type, which is Bearer for bearer tokens (RFC 6750).",
    applies=_applies,
    problem=_problem,
)

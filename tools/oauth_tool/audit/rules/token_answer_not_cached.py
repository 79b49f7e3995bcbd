"""Answers with tokens must not stay in any cache."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.TOKEN and observation.is_success


def _problem(observation: Observation, _: Earlier) -> str | None:
    directives = observation.headers.get("cache-control", "").lower()
    if "no-store" in directives:
        return None
    return "the answer has tokens in it and no Cache-Control: no-store"


RULE = Rule(
    id="token-answer-not-cached",
    title="An answer with tokens forbids caching",
    rfc=6749,
    section="5.1",
    severity=Severity.MEDIUM,
    remedy="Send Cache-Control: no-store with every answer of the token endpoint.",
    applies=_applies,
    problem=_problem,
)

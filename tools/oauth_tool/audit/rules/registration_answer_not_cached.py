"""An answer with an app's credentials must not stay in any cache."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.REGISTRATION and observation.is_success


def _problem(observation: Observation, _: Earlier) -> str | None:
    directives = observation.headers.get("cache-control", "").lower()
    if "no-store" in directives:
        return None
    return "the answer has credentials in it and no Cache-Control: no-store"


RULE = Rule(
    id="registration-answer-not-cached",
    title="An answer with an app's credentials forbids caching",
    rfc=7591,
    section="3.2.1",
    severity=Severity.MEDIUM,
    remedy="Send Cache-Control: no-store with every answer of the registration endpoint.",
    applies=_applies,
    problem=_problem,
)

"""Nothing is said of a token that is not active."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    is_introspection = observation.kind is Kind.INTROSPECTION and observation.is_success
    return is_introspection and observation.members.get("active") is False


def _problem(observation: Observation, _: Earlier) -> str | None:
    told = [n for n, v in observation.members.items() if n != "active" and v is not None]
    return f"the answer goes on to tell {', '.join(sorted(told))}" if told else None


RULE = Rule(
    id="dead-tokens-keep-quiet",
    title="Introspection says nothing of a dead token",
    rfc=7662,
    section="2.2",
    severity=Severity.MEDIUM,
    remedy="Answer with active: false and nothing else: not why, not whose it was.",
    applies=_applies,
    problem=_problem,
)

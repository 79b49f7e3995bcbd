"""A token answer says that it is JSON."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.TOKEN and observation.is_success


def _problem(observation: Observation, _: Earlier) -> str | None:
    kind = observation.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return None
    return "the answer does not have the media type application/json"


RULE = Rule(
    id="token-answer-is-json",
    title="The token answer has the media type application/json",
    rfc=6749,
    section="5.1",
    severity=Severity.LOW,
    remedy="Send Content-Type: application/json with token answers: clients may read nothing else.",
    applies=_applies,
    problem=_problem,
)

"""Scopes are one text with spaces."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    is_answer = observation.kind in {Kind.TOKEN, Kind.INTROSPECTION} and observation.is_success
    return is_answer and any(
        observation.members.get(name) is not None for name in ("scope", "scopes")
    )


def _problem(observation: Observation, _: Earlier) -> str | None:
    scope = observation.members.get("scope")
    if scope is None:
        return "the scopes are in the member scopes, which no RFC knows"
    return None if isinstance(scope, str) else "the member scope is no text"


RULE = Rule(
    id="scope-spelled",
    title="Granted scopes come as one text, the member scope",
    rfc=6749,
    section="3.3",
    severity=Severity.LOW,
    remedy=(
        "Answer with scope, a text with spaces between the scopes; libraries look for nothing else."
    ),
    applies=_applies,
    problem=_problem,
)

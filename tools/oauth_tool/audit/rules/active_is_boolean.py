"""Introspection says by true or false whether a token is active."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.INTROSPECTION and observation.is_success


def _problem(observation: Observation, _: Earlier) -> str | None:
    match observation.members.get("active"):
        case bool():
            return None
        case None:
            return "the answer has no member active"
        case _:
            return "the member active is neither true nor false: a text counts as true in many apps"


RULE = Rule(
    id="active-is-boolean",
    title="Introspection answers with active, true or false",
    rfc=7662,
    section="2.2",
    severity=Severity.HIGH,
    remedy="Answer with the JSON boolean active: false, and nothing else, for a worthless token.",
    applies=_applies,
    problem=_problem,
)

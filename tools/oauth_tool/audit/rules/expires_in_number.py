"""The lifetime of a token is a number of seconds."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.TOKEN and observation.is_success


def _problem(observation: Observation, _: Earlier) -> str | None:
    match observation.members.get("expires_in"):
        case bool():
            return "expires_in is true or false, not a number"
        case int() | float():
            return None
        case None:
            return "the answer has no expires_in"
        case str():
            return "expires_in is a text, not a number"
        case _:
            return "expires_in is no number"


RULE = Rule(
    id="expires-in-number",
    title="The token answer says how long the token lives, as a number",
    rfc=6749,
    section="5.1",
    severity=Severity.LOW,
    remedy="Answer with expires_in, a JSON number of seconds.",
    applies=_applies,
    problem=_problem,
)

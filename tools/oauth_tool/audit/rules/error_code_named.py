"""Errors have a code that programs understand."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    is_asked = observation.kind in {Kind.TOKEN, Kind.INTROSPECTION, Kind.REVOCATION}
    return is_asked and observation.is_error


def _problem(observation: Observation, _: Earlier) -> str | None:
    error = observation.members.get("error")
    if isinstance(error, str) and error:
        return None
    return "the answer has no error code, so a program cannot tell what is wrong"


RULE = Rule(
    id="error-code-named",
    title="An error answer has the member error",
    rfc=6749,
    section="5.2",
    severity=Severity.MEDIUM,
    remedy=(
        "Answer errors with a JSON object: error is one of the codes of the RFC, "
        "error_description is for people."
    ),
    applies=_applies,
    problem=_problem,
)

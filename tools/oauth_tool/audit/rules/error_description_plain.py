"""What an error says can be carried by every protocol."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _description(observation: Observation) -> str:
    said = observation.members.get("error_description")
    return said if isinstance(said, str) else observation.query.get("error_description", "")


def _is_plain(text: str) -> bool:
    return all(" " <= character <= "~" and character not in '"\\' for character in text)


def _applies(observation: Observation, _: Earlier) -> bool:
    answers = (Kind.TOKEN, Kind.AUTHORIZATION_RESPONSE)
    return observation.kind in answers and bool(_description(observation))


def _problem(observation: Observation, _: Earlier) -> str | None:
    if _is_plain(_description(observation)):
        return None
    return "error_description has characters beyond plain ASCII, quotes or backslashes"


RULE = Rule(
    id="error-description-plain",
    title="An error description is plain ASCII",
    rfc=6749,
    section="5.2",
    severity=Severity.LOW,
    remedy=(
        "Leave quotes, backslashes, control characters and all beyond ASCII out of "
        "error_description."
    ),
    applies=_applies,
    problem=_problem,
)

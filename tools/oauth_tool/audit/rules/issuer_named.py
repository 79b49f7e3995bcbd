"""The authorization response says who sent it."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.AUTHORIZATION_RESPONSE


def _problem(observation: Observation, _: Earlier) -> str | None:
    return None if observation.query.get("iss") else "the answer has no parameter iss"


RULE = Rule(
    id="issuer-named",
    title="The authorization response names its issuer",
    rfc=9207,
    section="2",
    severity=Severity.LOW,
    remedy=(
        "Add the parameter iss to every redirect back, and announce "
        "authorization_response_iss_parameter_supported: apps that talk to several servers "
        "need it against mix-up."
    ),
    applies=_applies,
    problem=_problem,
)

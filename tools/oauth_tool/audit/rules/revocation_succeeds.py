"""Revoking is answered with 200, whatever the token was."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    is_authenticated = observation.status not in {400, 401, 429, 503}
    return (
        observation.kind is Kind.REVOCATION and observation.status is not None and is_authenticated
    )


def _problem(observation: Observation, _: Earlier) -> str | None:
    if observation.status == 200:  # noqa: PLR2004 - RFC 9110 15.3.1
        return None
    return f"the answer has the status {observation.status}"


RULE = Rule(
    id="revocation-succeeds",
    title="Revoking any token is answered with 200",
    rfc=7009,
    section="2.2",
    severity=Severity.LOW,
    remedy="Answer with 200, also if the token is unknown or was revoked before.",
    applies=_applies,
    problem=_problem,
)

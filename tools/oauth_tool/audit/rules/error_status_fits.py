"""The status of an error fits what is wrong."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity

TOO_MANY = 429


def _applies(observation: Observation, _: Earlier) -> bool:
    is_clients = observation.status is not None and 400 <= observation.status < 500  # noqa: PLR2004 - RFC 9110 15.5
    return observation.kind is Kind.TOKEN and is_clients and observation.status != TOO_MANY


def _problem(observation: Observation, _: Earlier) -> str | None:
    if observation.status not in {400, 401}:
        return f"the error came with the status {observation.status}"
    if observation.status == 401 and observation.members.get("error") == "invalid_grant":  # noqa: PLR2004 - RFC 9110 15.5.2
        return "invalid_grant came with 401, which is for a client that did not authenticate"
    return None


RULE = Rule(
    id="error-status-fits",
    title="An error of the token endpoint has the status 400 or 401",
    rfc=6749,
    section="5.2",
    severity=Severity.LOW,
    remedy="Answer with 400, or with 401 where the client did not authenticate (invalid_client).",
    applies=_applies,
    problem=_problem,
)

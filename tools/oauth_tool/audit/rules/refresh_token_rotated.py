"""A refresh token is replaced when it is used."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _applies(observation: Observation, _: Earlier) -> bool:
    is_refresh = observation.parameters.get("grant_type") == "refresh_token"
    return observation.kind is Kind.TOKEN and observation.is_success and is_refresh


def _problem(observation: Observation, _: Earlier) -> str | None:
    new = observation.members.get("refresh_token")
    if new is None:
        return "the answer has no new refresh token, so the one that was sent goes on"
    if new == observation.parameters.get("refresh_token"):
        return "the refresh token of the answer is the one that was sent"
    return None


RULE = Rule(
    id="refresh-token-rotated",
    title="Refreshing replaces the refresh token",
    rfc=9700,
    section="4.14.2",
    severity=Severity.MEDIUM,
    remedy=(
        "Issue a new refresh token with every refresh and end the former one; or bind it to "
        "its sender. It is a must for public clients."
    ),
    applies=_applies,
    problem=_problem,
)

"""The state comes back as it was sent."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _sent_state(earlier: Earlier) -> str | None:
    asked = [one for one in earlier if one.kind is Kind.AUTHORIZATION_REQUEST]
    return asked[-1].query.get("state") if asked else None


def _applies(observation: Observation, earlier: Earlier) -> bool:
    return observation.kind is Kind.AUTHORIZATION_RESPONSE and _sent_state(earlier) is not None


def _problem(observation: Observation, earlier: Earlier) -> str | None:
    if "state" not in observation.query:
        return "the answer has no state, though one was sent"
    if observation.query["state"] != _sent_state(earlier):
        return "the state of the answer is not the one that was sent"
    return None


RULE = Rule(
    id="state-returned",
    title="The authorization response returns the state",
    rfc=6749,
    section="4.1.2",
    severity=Severity.HIGH,
    remedy="Copy the parameter state of the request into every redirect back, errors too.",
    applies=_applies,
    problem=_problem,
)

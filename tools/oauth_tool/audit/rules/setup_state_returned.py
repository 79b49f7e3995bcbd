"""The state comes back from the setup wizard as it was sent."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _sent_state(earlier: Earlier) -> str | None:
    asked = [one for one in earlier if one.kind is Kind.SETUP_REQUEST]
    return asked[-1].query.get("state") if asked else None


def _applies(observation: Observation, earlier: Earlier) -> bool:
    return observation.kind is Kind.SETUP_RESPONSE and _sent_state(earlier) is not None


def _problem(observation: Observation, earlier: Earlier) -> str | None:
    if "state" not in observation.query:
        return "the wizard's answer has no state, though one was sent"
    if observation.query["state"] != _sent_state(earlier):
        return "the state of the wizard's answer is not the one that was sent"
    return None


RULE = Rule(
    id="setup-state-returned",
    title="The answer of the setup wizard returns the state",
    rfc=9700,
    section="4.7",
    severity=Severity.HIGH,
    remedy=(
        "Copy the parameter state of the request into every redirect back, errors too: without it "
        "anybody can make the app believe that services were connected."
    ),
    applies=_applies,
    problem=_problem,
)

"""Whoever gets less than was asked for is told."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _named(observation: Observation) -> frozenset[str]:
    value = observation.members.get("scope") or observation.members.get("scopes")
    parts = value.split() if isinstance(value, str) else value
    return frozenset(map(str, parts)) if isinstance(parts, list) else frozenset()


def _applies(observation: Observation, _: Earlier) -> bool:
    is_introspection = observation.kind is Kind.INTROSPECTION and observation.is_success
    return is_introspection and bool(observation.asked_scopes) and bool(_named(observation))


def _problem(observation: Observation, earlier: Earlier) -> str | None:
    lost = [scope for scope in observation.asked_scopes if scope not in _named(observation)]
    answers = [one for one in earlier if one.kind is Kind.TOKEN and one.is_success]
    if not lost or (answers and _named(answers[-1])):
        return None
    return f"{', '.join(lost)} was asked for and not granted, and the token answer did not say so"


RULE = Rule(
    id="scope-reduction-told",
    title="Getting fewer scopes than were asked for is said",
    rfc=6749,
    section="5.1",
    severity=Severity.MEDIUM,
    remedy=(
        "If the scopes that are granted differ from those that were asked for, name them in "
        "the token answer."
    ),
    applies=_applies,
    problem=_problem,
)

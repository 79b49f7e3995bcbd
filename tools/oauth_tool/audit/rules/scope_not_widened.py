"""Nobody gets more than was asked for."""

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity


def _scopes(value: object) -> frozenset[str]:
    parts = value.split() if isinstance(value, str) else value
    return frozenset(map(str, parts)) if isinstance(parts, list) else frozenset()


def _granted(observation: Observation) -> frozenset[str]:
    members = observation.members
    return _scopes(members.get("scope")) or _scopes(members.get("scopes"))


def _applies(observation: Observation, _: Earlier) -> bool:
    is_grant = observation.kind is Kind.TOKEN and observation.is_success
    return is_grant and bool(observation.asked_scopes) and bool(_granted(observation))


def _problem(observation: Observation, _: Earlier) -> str | None:
    added = _granted(observation) - frozenset(observation.asked_scopes)
    if not added:
        return None
    return f"scopes were granted that nobody asked for: {len(added)} of them"


RULE = Rule(
    id="scope-not-widened",
    title="No scope is granted that was not asked for",
    rfc=6749,
    section="3.3",
    severity=Severity.MEDIUM,
    remedy="Grant at most what the authorization request asked for and the user agreed to.",
    applies=_applies,
    problem=_problem,
)

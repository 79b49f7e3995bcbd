"""Ask every rule about an exchange."""

from collections.abc import Sequence

from oauth_tool.audit.evidence import Observation
from oauth_tool.audit.rule import Earlier, Finding, Rule, Verdict
from oauth_tool.audit.rulebook import RULES


def findings_in(
    observation: Observation, earlier: Earlier, rules: Sequence[Rule] = RULES
) -> Sequence[Finding]:
    """Return what each rule says of an exchange.

    Args:
        observation: The exchange.
        earlier: Those before it in the same session, oldest first.
        rules: The rules to ask.
    """
    return [_finding(rule, observation, earlier) for rule in rules]


def _finding(rule: Rule, observation: Observation, earlier: Earlier) -> Finding:
    if not rule.applies(observation, earlier):
        return Finding(rule=rule, verdict=Verdict.NOT_APPLICABLE)
    problem = rule.problem(observation, earlier)
    verdict = Verdict.PASSED if problem is None else Verdict.FAILED
    return Finding(rule=rule, verdict=verdict, detail=problem or "")

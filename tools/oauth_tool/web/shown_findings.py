"""What the page shows of the judge's findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oauth_tool.audit.rule import Finding, Rule, Severity, Verdict

ORDER = tuple(Severity)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExchangeFindings:
    """What the rules say of one exchange.

    Attributes:
        failed: What it does wrong, the worst first.
        passed: The rules that it keeps.
        not_applicable: How many rules are not about it.
    """

    failed: Sequence[Finding] = ()
    passed: Sequence[Rule] = ()
    not_applicable: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class BrokenRule:
    """A rule that was broken, and the numbers of the exchanges that did."""

    rule: Rule
    detail: str
    exchanges: Sequence[int]


def by_exchange(findings: Mapping[int, Sequence[Finding]]) -> Mapping[int, ExchangeFindings]:
    """Return what to show beside each exchange."""
    return {number: shown_findings(those) for number, those in findings.items()}


def broken_rules(findings: Mapping[int, Sequence[Finding]]) -> Sequence[BrokenRule]:
    """Return every rule that was broken, once each, the worst first."""
    broken: dict[str, list[tuple[int, Finding]]] = {}
    for number, those in findings.items():
        for finding in those:
            if finding.verdict is Verdict.FAILED:
                broken.setdefault(finding.rule.id, []).append((number, finding))
    shown = [
        BrokenRule(
            rule=cases[0][1].rule,
            detail=_sentence(cases[-1][1].detail),
            exchanges=[number for number, _ in cases],
        )
        for cases in broken.values()
    ]
    return sorted(shown, key=lambda one: ORDER.index(one.rule.severity))


def shown_findings(findings: Sequence[Finding]) -> ExchangeFindings:
    """Return what to show of the findings in one exchange."""
    failed = [finding for finding in findings if finding.verdict is Verdict.FAILED]
    return ExchangeFindings(
        failed=sorted(failed, key=lambda finding: ORDER.index(finding.rule.severity)),
        passed=[finding.rule for finding in findings if finding.verdict is Verdict.PASSED],
        not_applicable=sum(one.verdict is Verdict.NOT_APPLICABLE for one in findings),
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."

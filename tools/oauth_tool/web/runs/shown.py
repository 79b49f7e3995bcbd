"""What the pages of kept runs show."""

from collections.abc import Mapping

from oauth_tool.web.exports.formats import FORMATS
from oauth_tool.web.exports.run import Run
from oauth_tool.web.runs.comparing import Comparison
from oauth_tool.web.sequence import diagram_of
from oauth_tool.web.shown_findings import broken_rules, by_exchange
from oauth_tool.web.step_texts import TEXTS
from oauth_tool.web.timeline_parts import part_with


def run_context(
    run_id: str, run: Run, csrf_token: str, number: int | None = None
) -> Mapping[str, object]:
    """Return what ``client/run.html`` asks for, to show the part with this exchange."""
    part = part_with(run.entries, number)
    return {
        "run_id": run_id,
        "run": run,
        "csrf_token": csrf_token,
        "formats": FORMATS,
        "exchanges": [(entry, TEXTS[entry.step].title) for entry in part.entries],
        "part": part,
        "diagram": diagram_of(part.entries),
        "findings": by_exchange({number: run.findings[number] for number in part.numbers}),
        "broken_rules": broken_rules(run.findings),
    }


def comparison_context(
    ids: tuple[str, str], runs: tuple[Run, Run], comparison: Comparison
) -> Mapping[str, object]:
    """Return what ``client/comparison.html`` asks for."""
    return {
        "sides": list(zip(ids, runs, strict=True)),
        "comparison": comparison,
        "different": sum(not pair.is_same for pair in comparison.pairs),
    }

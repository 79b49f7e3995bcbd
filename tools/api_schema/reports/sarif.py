"""Problems as SARIF 2.1.0, which code scanning services read."""

import json
from collections.abc import Sequence
from urllib.parse import quote

from api_schema.reports.repository import seen_from_the_root
from api_schema.validation.problem import Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
TOOL = "export-api-schema"


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return one SARIF log with one run."""
    remedies = {problem.rule: problem.remedy for problem in problems}
    rules = [{"id": rule, "help": {"text": remedies[rule] or rule}} for rule in sorted(remedies)]
    run = {
        "tool": {"driver": {"name": TOOL, "rules": rules}},
        "results": [_result_of(problem) for problem in problems],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result_of(problem: Problem) -> dict[str, object]:
    location: dict[str, object] = {"logicalLocations": [{"fullyQualifiedName": problem.pointer}]}
    if problem.file:
        uri = quote(seen_from_the_root(problem.file), safe="/:")
        place: dict[str, object] = {"artifactLocation": {"uri": uri}}
        if problem.line:
            place["region"] = {"startLine": problem.line, "startColumn": problem.column}
        location["physicalLocation"] = place
    return {
        "ruleId": problem.rule,
        "level": str(problem.severity),
        "message": {"text": problem.message},
        "locations": [location],
    }

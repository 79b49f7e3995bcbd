"""Problems as JSON: one object with counts and a list."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from api_schema.validation.problem import Problem, Severity


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON object: ``errors`` and ``warnings`` count, ``problems`` lists."""
    report = {
        **{
            f"{severity}s": sum(problem.severity is severity for problem in problems)
            for severity in Severity
        },
        "problems": [asdict(problem) for problem in problems],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"

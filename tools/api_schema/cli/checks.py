"""What is checked before a document is written."""

from collections.abc import Mapping
from typing import Any

from api_schema.cli.reporting import show
from api_schema.conditions import Conditions
from api_schema.document import Document, require_no_great_loss, require_operations
from api_schema.registering import require_routes_now
from api_schema.report import Report
from api_schema.target import Target
from api_schema.validation.problem import Problem
from tool_cli.errors import CheckFailed
from tool_cli.output import STDOUT


def require_the_same_each_time(target: Target, conditions: Conditions) -> None:
    """Refuse a document that depends on the hash seed.

    Raises:
        CheckFailed: It does; what differs is on stderr.
    """
    from api_schema.determinism import differences_between_runs  # noqa: PLC0415 - only some runs need it

    differences = differences_between_runs(target, conditions)
    show(str(difference) for difference in differences)
    if differences:
        raise CheckFailed(
            f"the document is not the same each time: {len(differences)} differences",
            "sort what comes from a set, and keep time and randomness out of it",
        )


def require_sound(
    document: Document, report: Report, options: Mapping[str, Any], found: list[Problem]
) -> None:
    """Refuse a document that is empty, incomplete, far too small, or invalid.

    Args:
        document: The document.
        report: What was learnt with it.
        options: Those of the command.
        found: Takes the problems of validation.

    Raises:
        CheckFailed: It is one of these.
    """
    if not options["allow_empty"]:
        require_operations(document)
    if not options["allow_late_routes"]:
        require_routes_now(report)
    if options["output"] != STDOUT:
        require_no_great_loss(document, options["output"], most=options["max_shrink"])
    if options["validate"]:
        _require_valid(document, found)


def _require_valid(document: Document, found: list[Problem]) -> None:
    from api_schema.validation.validating import problems_in  # noqa: PLC0415 - only some runs need it

    problems = problems_in(document.content())
    found += problems
    show(str(problem) for problem in problems)
    if problems:
        count = len(problems)
        raise CheckFailed(
            f"the document is invalid: {count} problem{'s' if count > 1 else ''}",
            "each line above has the JSON pointer to a place and what is wrong there",
        )

"""Validate a document that is there as Python objects."""

from api_schema.validation.engine import findings_in
from api_schema.validation.numbers import has_odd_numbers
from api_schema.validation.problem import Problem, Severity


def problems_in(document: object) -> list[Problem]:
    """Return every error in a document; none means that it is valid.

    References out of the document are errors, and are never followed.
    """
    found = findings_in(document, odd_numbers=has_odd_numbers(document))
    problems = [finding.at() for finding in found]
    return [problem for problem in problems if problem.severity is Severity.ERROR]

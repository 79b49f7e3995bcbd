"""Validate a document with all validators."""

from collections.abc import Mapping

from api_schema.validation.numbers import number_problems
from api_schema.validation.problem import Problem
from api_schema.validation.references import reference_problems


def problems_in(document: Mapping[str, object]) -> list[Problem]:
    """Return every problem of a document; none means that it is valid.

    The specification's rules follow references, so they are asked only where all references lead
    somewhere inside the document.
    """
    problems = [*number_problems(document), *reference_problems(document)]
    if problems:
        return problems
    from api_schema.validation.specification import specification_problems  # noqa: PLC0415 - slow

    return specification_problems(document)

"""Numbers that Python writes and JSON does not know: NaN, Infinity, -Infinity."""

import math
from collections.abc import Mapping

from api_schema.validation.problem import Problem, nodes


def number_problems(document: Mapping[str, object]) -> list[Problem]:
    """Return a problem for each number that makes the document's text something else than JSON."""
    return [
        Problem(pointer=pointer, message=f"{node} is no JSON number")
        for pointer, node in nodes(document)
        if isinstance(node, float) and not math.isfinite(node)
    ]

"""Numbers that Python writes and JSON does not know: NaN, Infinity, -Infinity."""

import json
import math
from collections.abc import Iterator

from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.rules.rule import Finding


def has_odd_numbers(document: object) -> bool:
    """Tell whether a document holds a number that makes its text something else than JSON."""
    try:
        json.dumps(document, allow_nan=False)
    except ValueError:
        return True
    return False


def number_findings(document: object) -> Iterator[Finding]:
    """Yield each number that JSON does not know."""
    waiting: list[tuple[object, Path]] = [(document, ROOT)]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, dict):
            waiting.extend((value, below(path, key)) for key, value in node.items())
        elif isinstance(node, list):
            waiting.extend((value, below(path, index)) for index, value in enumerate(node))
        elif isinstance(node, float) and not math.isfinite(node):
            yield Finding(path, f"{node} is no JSON number")

"""Bounds that no value is between."""

from collections.abc import Iterator
from math import inf

from api_schema.validation.grammar import Json
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject

PAIRS = (
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minimum", "maximum"),
)
EXCLUSIVE = (
    ("exclusiveMinimum", "maximum"),
    ("minimum", "exclusiveMaximum"),
    ("exclusiveMinimum", "exclusiveMaximum"),
)


def _check(subject: Subject) -> Iterator[Finding]:
    for lower in sorted({pair[0] for pair in (*PAIRS, *EXCLUSIVE)}):
        for node, path in subject.outline.having(lower):
            for upper in _passed_by(node, lower):
                words = f"no value is between {lower} {node[lower]} and {upper} {node[upper]}"
                yield Finding(below(path, lower), words)


def _passed_by(node: Json, lower: str) -> Iterator[str]:
    """Yield the upper bounds that leave no room above a lower one."""
    least = _number(node, lower, -inf)
    for _, upper in (pair for pair in PAIRS if pair[0] == lower):
        most = _number(node, upper, inf)
        if least > most or (least == most and upper == "maximum" and _is_open(node)):
            yield upper
    for _, upper in (pair for pair in EXCLUSIVE if pair[0] == lower):
        if least >= _number(node, upper, inf):
            yield upper


def _is_open(node: Json) -> bool:
    """Tell whether a bound is left out of the range (a flag until OpenAPI 3.0)."""
    return True in (node.get("exclusiveMinimum"), node.get("exclusiveMaximum"))


def _number(node: Json, keyword: str, default: float) -> float:
    value = node.get(keyword)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return value


RULE = Rule(
    id="bounds-impossible",
    severity=ERROR,
    summary="A schema's lower bound is not above its upper bound.",
    remedy="swap or widen them",
    check=_check,
)

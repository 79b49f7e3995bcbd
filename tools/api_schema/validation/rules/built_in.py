"""What is checked besides the semantic rules, each with an id like theirs."""

from collections.abc import Iterator

from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _elsewhere(subject: Subject) -> Iterator[Finding]:
    """Yield nothing: what finds these problems works before there is a subject."""
    del subject
    yield from ()


VERSION = Rule(
    id="version-unknown",
    severity=ERROR,
    summary="A document says which version of OpenAPI it follows: 2.0, 3.0, 3.1 or 3.2.",
    remedy='start it with openapi: "3.1.0", or the version that it follows',
    check=_elsewhere,
)
SHAPE = Rule(
    id="shape",
    severity=ERROR,
    summary="A document has the shape that the official schema of its version describes.",
    remedy="compare it with the specification's description of this object",
    check=_elsewhere,
)
NUMBER = Rule(
    id="number-not-json",
    severity=ERROR,
    summary="Each number is one that JSON can express.",
    remedy="write a finite number, or leave it out",
    check=_elsewhere,
)
DUPLICATE_KEY = Rule(
    id="duplicate-key",
    severity=ERROR,
    summary="Each key of an object is there once.",
    remedy="remove one of the two: readers see only one of them, and not all the same one",
    check=_elsewhere,
)
REFERENCE_ENGINE = Rule(
    id="openapi-spec-validator",
    severity=ERROR,
    summary="With --engine reference: what openapi-spec-validator says.",
    remedy="the default engine says more of most problems",
    check=_elsewhere,
)
BUILT_IN = (VERSION, SHAPE, DUPLICATE_KEY, NUMBER)

"""A pattern that is no regular expression, neither of ECMA-262 nor of Python."""

from collections.abc import Iterator

from api_schema.validation.patterns import is_ecma_262, is_python, patterns
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for pattern, path in patterns(subject):
        if not is_ecma_262(pattern) and not is_python(pattern):
            yield Finding(path, f"{pattern!r} is no regular expression")


RULE = Rule(
    id="regex-invalid",
    severity=ERROR,
    summary="A pattern is a regular expression.",
    remedy="write it as ECMA-262 has it (JSON Schema, section 6.4)",
    check=_check,
)

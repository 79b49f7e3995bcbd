"""A pattern that Python takes and ECMA-262, the dialect of the specification, does not."""

from collections.abc import Iterator

from api_schema.validation.patterns import is_ecma_262, is_python, patterns
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for pattern, path in patterns(subject):
        if not is_ecma_262(pattern) and is_python(pattern):
            yield Finding(path, f"{pattern!r} is not a regular expression of ECMA-262 with /u")


RULE = Rule(
    id="regex-not-portable",
    severity=WARNING,
    summary="A pattern is written in the dialect of ECMA-262, with Unicode semantics.",
    remedy="escape only what has a meaning, and use ^, $ and (?<name>…) instead of Python's forms",
    check=_check,
)

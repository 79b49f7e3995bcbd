"""A value that an ``enum`` lists twice, which it should not (JSON Schema); in 2.0 it must not."""

import json
from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is Version.V20:
        return  # there the official schema says so
    for node, path in subject.outline.having("enum"):
        values = node["enum"]
        seen: set[str] = set()
        for index, value in enumerate(values if isinstance(values, list) else ()):
            text = json.dumps(value, sort_keys=True)
            if text in seen:
                yield Finding(below(path, "enum", index), f"{text} is in the enum already")
            seen.add(text)


RULE = Rule(
    id="enum-duplicate",
    severity=WARNING,
    summary="An enum lists each value once.",
    remedy="remove one of the two",
    check=_check,
)

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
        if not isinstance(values, list) or _surely_differ(values):
            continue
        seen: set[str] = set()
        for index, value in enumerate(values):
            text = json.dumps(value, sort_keys=True)
            if text in seen:
                yield Finding(below(path, "enum", index), f"{text} is in the enum already")
            seen.add(text)


def _surely_differ(values: list[object]) -> bool:
    """Tell whether no two values are the same for Python, which takes more for the same: 1, 1.0."""
    try:
        return len(set(values)) == len(values)
    except TypeError:  # objects and arrays
        return False


RULE = Rule(
    id="enum-duplicate",
    severity=WARNING,
    summary="An enum lists each value once.",
    remedy="remove one of the two",
    check=_check,
)

"""A schema with ``allOf`` that requires a property which no part of it describes.

JSON Schema allows it; openapi-spec-validator refuses it, and generated models lack the field.
"""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.properties import is_whole_schema, undescribed
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.having("allOf"):
        required = node.get("required")
        if not isinstance(required, list) or not is_whole_schema(path):
            continue
        missing = undescribed(subject, node, path)
        for index, name in enumerate(required):
            if isinstance(name, str) and name in missing:
                yield Finding(below(path, "required", index), f"no part describes {name!r}")


RULE = Rule(
    id="all-of-requires-undefined",
    severity=ERROR,
    summary="A schema with allOf requires only properties that one of its parts describes.",
    remedy="describe it under properties, or mend the spelling",
    check=_check,
)

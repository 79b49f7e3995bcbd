"""A value of an ``enum`` that the type beside it does not allow."""

from collections.abc import Iterator

from api_schema.validation.grammar import Json
from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.shape_words import shown
from api_schema.validation.subject import Subject
from api_schema.validation.types import is_of_type
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.having("enum"):
        types = _types_of(node, subject.outline.version)
        values = node["enum"]
        if not types or not isinstance(values, list):
            continue
        if types == ["string"] and set(map(type, values)) == {str}:
            continue  # nearly all of them
        for index, value in enumerate(values):
            if not any(is_of_type(value, name) for name in types):
                words = f"{shown(value)} is not of type {' or '.join(types)}"
                yield Finding(below(path, "enum", index), words)


def _types_of(node: Json, version: Version) -> list[str]:
    declared = node.get("type")
    types = [declared] if isinstance(declared, str) else declared
    if not isinstance(types, list):
        return []
    is_nullable = version.has_nullable and node.get("nullable") is True
    return [*map(str, types), *(["null"] if is_nullable else [])]


RULE = Rule(
    id="enum-against-type",
    severity=WARNING,
    summary="Each value of an enum is of the schema's type.",
    remedy="mend the value or the type: no request can ever hold it",
    check=_check,
)

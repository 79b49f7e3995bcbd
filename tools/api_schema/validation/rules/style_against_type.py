"""A parameter whose style says how to write a list or an object, and which is neither."""

from collections.abc import Iterator

from api_schema.validation.grammar import PARAMETER, Json
from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject

# The specification has deepObject for objects only, but lists in it are common, as Stripe's are.
OF_COMPOSED = frozenset({"deepObject", "spaceDelimited", "pipeDelimited"})
COMPOSED = frozenset({"array", "object"})


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.all(PARAMETER):
        if str(node.get("style")) not in OF_COMPOSED:
            continue
        schema = subject.resolved(node.get("schema"), below(path, "schema")).node
        types = _types_of(schema) if isinstance(schema, dict) else []
        if types and COMPOSED.isdisjoint(types):
            words = f"a value of type {' or '.join(types)} cannot be written in this style"
            yield Finding(below(path, "style"), words)


def _types_of(schema: Json) -> list[str]:
    declared = schema.get("type")
    types = [declared] if isinstance(declared, str) else declared
    return list(map(str, types)) if isinstance(types, list) else []


RULE = Rule(
    id="style-against-type",
    severity=WARNING,
    summary="Only lists and objects are delimited by a parameter's style (OpenAPI 3.1, 4.8.12).",
    remedy="leave the style out, or mend the type",
    check=_check,
)

"""What stands beside a ``$ref`` and is ignored there."""

from collections.abc import Iterator

from api_schema.validation.grammar import is_extension
from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject

FOR_READERS = frozenset({"$ref", "description", "summary", "title", "example"})


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version.has_json_schema:
        return  # there they count, or the official schema refuses them
    for node, path in subject.outline.extended_references:
        for field in node:
            if field not in FOR_READERS and not is_extension(field):
                yield Finding(below(path, field), f"{field} is ignored beside a $ref")


RULE = Rule(
    id="reference-with-siblings",
    severity=WARNING,
    summary="Up to OpenAPI 3.0 nothing but words for readers stands beside a $ref (3.0, 4.7.23).",
    remedy="put the $ref into an allOf, and the rest beside that",
    check=_check,
)

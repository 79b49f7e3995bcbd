"""How a property is encoded that the body does not have."""

from collections.abc import Iterator

from api_schema.validation.grammar import MEDIA_TYPE
from api_schema.validation.path import below
from api_schema.validation.properties import undescribed
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.all(MEDIA_TYPE):
        encoding, schema = node.get("encoding"), node.get("schema")
        if not isinstance(encoding, dict) or not isinstance(schema, dict):
            continue
        if "patternProperties" in schema:
            continue  # its names are not listed
        asked = {**schema, "required": list(encoding)}
        missing = undescribed(subject, asked, below(path, "schema"))
        for name in encoding:
            if name in missing:
                yield Finding(
                    below(path, "encoding", name), f"no property {name!r} is in the schema"
                )


RULE = Rule(
    id="encoding-without-property",
    severity=WARNING,
    summary="Each key of an encoding is a property of the schema (OpenAPI 3.1, 4.8.14).",
    remedy="mend the spelling, or describe the property",
    check=_check,
)

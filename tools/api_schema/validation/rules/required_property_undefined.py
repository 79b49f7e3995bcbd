"""A required property that the schema does not describe."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.properties import is_part, is_whole_schema, undescribed
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.having("required"):
        required, properties = node["required"], node.get("properties")
        if not isinstance(required, list) or not isinstance(properties, dict):
            continue
        if all(map(properties.__contains__, map(str, required))):
            continue
        if "patternProperties" in node or is_part(path):
            continue  # a part may require what another one describes
        if "allOf" in node and is_whole_schema(path):
            continue  # a rule of its own
        missing = undescribed(subject, node, path)
        for index, name in enumerate(required):
            if isinstance(name, str) and name in missing:
                yield Finding(below(path, "required", index), f"no property {name!r} is described")


RULE = Rule(
    id="required-property-undefined",
    severity=WARNING,
    summary="A schema describes the properties that it requires.",
    remedy="describe it under properties, or mend the spelling",
    check=_check,
)

"""A discriminator of OpenAPI 2.0 that a value need not have."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is not Version.V20:
        return  # for later versions there is discriminator-optional
    for node, path in subject.outline.having("discriminator"):
        name, required, properties = (
            node.get(field) for field in ("discriminator", "required", "properties")
        )
        if not isinstance(name, str) or "allOf" in node:
            continue  # what is combined may require it
        if not isinstance(properties, dict) or name not in properties:
            words = f"the schema has no property {name!r}"
        elif not isinstance(required, list) or name not in required:
            words = f"the property {name!r} is not required"
        else:
            continue
        yield Finding(below(path, "discriminator"), words)


RULE = Rule(
    id="discriminator-not-required",
    severity=ERROR,
    summary="A discriminator of OpenAPI 2.0 is a required property of its schema.",
    remedy="describe the property, and list it under required",
    check=_check,
)

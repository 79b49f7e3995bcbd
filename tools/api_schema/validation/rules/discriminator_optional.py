"""A discriminator that a value need not have, so that nobody knows what it is."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version in {Version.V20, Version.V32}:
        return  # there discriminator-not-required is an error
    for node, path in subject.outline.having("discriminator"):
        discriminator, properties = node["discriminator"], node.get("properties")
        if not isinstance(discriminator, dict) or not isinstance(properties, dict):
            continue  # whose property it is, the alternatives say
        if "allOf" in node:
            continue  # what is combined may require it
        name, required = discriminator.get("propertyName"), node.get("required")
        is_required = isinstance(required, list) and name in required
        if isinstance(name, str) and name in properties and not is_required:
            yield Finding(below(path, "discriminator"), f"the property {name!r} is not required")


RULE = Rule(
    id="discriminator-optional",
    severity=WARNING,
    summary="A discriminator is a required property (OpenAPI 3.0 and 3.1: it should).",
    remedy="list the property under required",
    check=_check,
)

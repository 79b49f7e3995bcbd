"""A discriminator that a value need not have, where the specification says that it must."""

from collections.abc import Iterator

from api_schema.validation.grammar import Json
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

COMBINED = frozenset({"allOf", "anyOf", "oneOf"})  # what is combined may require it


def _check(subject: Subject) -> Iterator[Finding]:
    fault_of = FAULTS.get(subject.outline.version)
    if fault_of is None:
        return  # for the versions between there is discriminator-optional
    for node, path in subject.outline.having("discriminator"):
        if COMBINED.isdisjoint(node) and (words := fault_of(node)):
            yield Finding(below(path, "discriminator"), words)


def _fault_of_swagger(node: Json) -> str:
    name = node["discriminator"]
    if not isinstance(name, str):
        return ""
    return _fault(node, name) if _has(node, name) else f"the schema has no property {name!r}"


def _fault_in_32(node: Json) -> str:
    discriminator = node["discriminator"]
    if not isinstance(discriminator, dict) or "defaultMapping" in discriminator:
        return ""
    name = discriminator.get("propertyName")
    return _fault(node, name) if isinstance(name, str) and _has(node, name) else ""


def _has(node: Json, name: str) -> bool:
    properties = node.get("properties")
    return isinstance(properties, dict) and name in properties


def _fault(node: Json, name: str) -> str:
    required = node.get("required")
    is_required = isinstance(required, list) and name in required
    return "" if is_required else f"the property {name!r} is not required"


FAULTS = {Version.V20: _fault_of_swagger, Version.V32: _fault_in_32}

RULE = Rule(
    id="discriminator-not-required",
    severity=ERROR,
    summary="In OpenAPI 2.0 a discriminator is required; in 3.2 it is, or has a defaultMapping.",
    remedy="describe the property, and list it under required",
    check=_check,
)

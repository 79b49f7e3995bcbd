"""A discriminator that maps a value to a schema which is not there."""

import re
from collections.abc import Iterator

from api_schema.validation.grammar import Json
from api_schema.validation.path import Path, below
from api_schema.validation.resolving import Unresolved
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject

SCHEMA_NAME = re.compile(r"[A-Za-z0-9._-]+")


def _check(subject: Subject) -> Iterator[Finding]:
    components = subject.outline.document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    names = schemas if isinstance(schemas, dict) else {}
    for node, path in subject.outline.having("discriminator"):
        discriminator = node["discriminator"]
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        for value, target in mapping.items() if isinstance(mapping, dict) else ():
            here = below(path, "discriminator", "mapping", value)
            if isinstance(target, str) and not _leads_somewhere(target, names, subject, here):
                yield Finding(here, f"{target} leads to no schema")


def _leads_somewhere(target: str, names: Json, subject: Subject, path: Path) -> bool:
    if target in names:
        return True
    if SCHEMA_NAME.fullmatch(target) and "." not in target:
        return False
    try:
        subject.resolver.resolve(target, path)
    except Unresolved as unresolved:
        return not unresolved.followed
    return True


RULE = Rule(
    id="discriminator-mapping-unresolved",
    severity=ERROR,
    summary="A discriminator maps each value to a schema that is there.",
    remedy="map it to the name of a schema under components/schemas, or to a reference",
    check=_check,
)

"""Does a document have the shape that the official schema of its version demands?

From OpenAPI 3.1 on that schema says nothing of the schemas inside: there the meta-schema of their
dialect is put in its place, as the specification's own "schema-base" does.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain

from jsonschema_rs import (
    Draft202012Validator,
    Registry,
    ValidationError,
    validator_for,
)

from api_schema.validation.branches import innermost
from api_schema.validation.dialects import (
    DEFAULTS,
    JSON_SCHEMA,
    WITHOUT_META_SCHEMA,
    document_schema,
    draft_resources,
    is_known,
    openapi_resources,
)
from api_schema.validation.grammar import Json
from api_schema.validation.shape_words import Fault, fault_of
from api_schema.validation.version import Version

ANY_REGEX = {"regex": lambda _: True}  # rules of their own judge patterns


def shape_faults(
    document: Json, version: Version, dialects: AbstractSet[str] = frozenset()
) -> Iterator[Fault]:
    """Yield each place where a document is not as the official schema wants it.

    Args:
        document: The document.
        version: The version that it follows.
        dialects: What its schemas name as their ``$schema``.
    """
    schema, errors = _errors_in(document, version, dialects)
    found = list(chain.from_iterable(innermost(error) for error in errors))
    known = _field_names(schema) if found else frozenset()
    yield from _without_echoes((fault_of(error, document) for error in found), known)


def _errors_in(
    document: Json, version: Version, dialects: AbstractSet[str]
) -> tuple[Json, Iterable[ValidationError]]:
    schema = document_schema(version)
    if not version.has_json_schema:
        validator = validator_for(dict(schema), formats=ANY_REGEX, offline=True)
        return schema, validator.iter_errors(document)
    resources = [*openapi_resources().items(), (str(schema["$id"]), dict(schema))]
    if dialects or "jsonSchemaDialect" in document:
        resources += draft_resources().items()
    inside = _by_dialect(_default_dialect(document, version), dialects)
    strict = Draft202012Validator(
        _strict_schema(schema, inside),
        registry=Registry(resources),  # each resource names its own draft
        offline=True,
    )
    return schema, strict.iter_errors(document)


def _strict_schema(schema: Json, inside: Json) -> dict[str, object]:
    """Return the schema of documents with that of the schemas inside put in."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:export-api-schema:document",
        "$ref": schema["$id"],
        "$defs": {"schema": {"$dynamicAnchor": "meta", **inside}},
    }


def _by_dialect(default: str, named: AbstractSet[str]) -> dict[str, object]:
    found: dict[str, object] = {"$ref": default}
    for dialect in sorted(filter(is_known, named)):
        has_it = {"required": ["$schema"], "properties": {"$schema": {"const": dialect}}}
        found = {"if": has_it, "then": _meta_schema(dialect), "else": found}
    return {"type": ["object", "boolean"], **found}


def _default_dialect(document: Json, version: Version) -> str:
    dialect = document.get("jsonSchemaDialect")
    known = isinstance(dialect, str) and is_known(dialect) and dialect != WITHOUT_META_SCHEMA
    return str(dialect) if known else DEFAULTS[version]


def _meta_schema(dialect: str) -> dict[str, object]:
    plain = dialect.rstrip("#")
    if plain == WITHOUT_META_SCHEMA:
        return {}
    return {"$ref": plain if plain in JSON_SCHEMA else dialect}


def _field_names(schema: Json) -> frozenset[str]:
    """Return every field that any object of a document may have."""
    names: set[str] = set()
    waiting: list[object] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            properties = node.get("properties")
            names.update(properties if isinstance(properties, dict) else ())
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return frozenset(names)


def _without_echoes(faults: Iterable[Fault], known: frozenset[str]) -> Iterator[Fault]:
    """Leave out what follows from other faults, and what was found twice.

    A field counts as unevaluated, too, when the part of the schema that knows it failed for
    another reason.
    """
    listed = list(faults)
    seen = set()
    for fault in listed:
        is_echo = fault.unevaluated and set(fault.unevaluated) <= known and len(listed) > 1
        if not is_echo and (fault.path, fault.message) not in seen:
            seen.add((fault.path, fault.message))
            yield fault

"""Schemas of OpenAPI 3.1, which are JSON Schema 2020-12, in the words of OpenAPI 3.0.

https://spec.openapis.org/oas/v3.0.4.html#schema-object
"""

from api_schema.converting.place import Node, Place, as_object, as_objects
from api_schema.converting.schema_words import also, as_list, either, lacks, without
from api_schema.validation.path import below, pointer_of

VERSION = "3.0"
NULL: Node = {"enum": [None], "nullable": True}  # a schema without a type accepts what enum lists
NOTHING: Node = {"not": {}}
KNOWN = frozenset(
    {
        "title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems",
        "maxProperties", "minProperties", "required", "enum", "type", "not", "allOf", "oneOf",
        "anyOf", "items", "properties", "additionalProperties", "description", "format", "default",
        "nullable", "discriminator", "readOnly", "writeOnly", "example", "externalDocs",
        "deprecated", "xml", "$ref",
    }
)  # fmt: skip
WITHOUT_EFFECT = frozenset({"then", "else", "minContains", "maxContains"})


def switch(is_open: bool, place: Place) -> object:  # noqa: FBT001 - the schema is a boolean
    """Return ``true`` or ``false`` as a schema; the field that takes them still does."""
    if place.key == "additionalProperties":
        return is_open
    return {} if is_open else dict(NOTHING)


def constants(schema: Node, _: Place) -> Node:
    """Return a schema with ``const`` as an ``enum`` of one value."""
    if "const" not in schema:
        return schema
    const = schema["const"]
    rest = without(schema, "const")
    if "enum" in schema:  # both have to hold
        return also(rest, {"enum": [const]})
    return {**rest, "enum": [const]}


def bounds(schema: Node, _: Place) -> Node:
    """Return a schema with exclusive bounds as a bound and a flag."""
    for exclusive, bound, tighter in (
        ("exclusiveMinimum", "minimum", max),
        ("exclusiveMaximum", "maximum", min),
    ):
        limit, other = schema.get(exclusive), schema.get(bound)
        if isinstance(limit, bool) or not isinstance(limit, (int, float)):
            continue
        schema = without(schema, exclusive)
        if not isinstance(other, (int, float)) or tighter(limit, other) == limit:
            schema |= {bound: limit, exclusive: True}
    return schema


def examples(schema: Node, place: Place) -> Node:
    """Return a schema with the first of its examples."""
    listed = schema.get("examples")
    if not isinstance(listed, list):
        return schema
    rest = without(schema, "examples")
    if len(listed) > 1 or ("example" in schema and listed):
        place.tell(
            f"OpenAPI {VERSION} has one example for a schema; the others are left out", "examples"
        )
    return {**rest, "example": listed[0]} if listed and "example" not in schema else rest


def contents(schema: Node, place: Place) -> Node:
    """Return a schema with binary content as a format."""
    encoding, media_type = schema.get("contentEncoding"), schema.get("contentMediaType")
    if encoding is None and media_type == "application/octet-stream":
        return {**without(schema, "contentMediaType"), "format": "binary"}
    if encoding == "base64":
        schema = {**without(schema, "contentEncoding"), "format": "byte"}
    return place.set_aside(
        schema, frozenset({"contentEncoding", "contentMediaType", "contentSchema"}), VERSION
    )


def conditions(schema: Node, _: Place) -> Node:
    """Return a schema with each condition as a choice: it does not apply, or what follows holds."""
    if "if" in schema:
        test = as_object(schema["if"])
        for outcome, key in (({"not": test}, "then"), (test, "else")):
            if key in schema:
                schema = also(schema, {"anyOf": [outcome, schema[key]]})
        schema = without(schema, "if", "then", "else")
    for key, names in as_object(schema.get("dependentRequired")).items():
        if names:
            schema = also(schema, {"anyOf": [lacks(key), {"required": names}]})
    for key, dependent in as_object(schema.get("dependentSchemas")).items():
        schema = also(schema, {"anyOf": [lacks(key), dependent]})
    return without(schema, "dependentRequired", "dependentSchemas")


def tuples(schema: Node, place: Place) -> Node:
    """Return a schema in which every item may be what one of the first items has to be."""
    first = schema.get("prefixItems")
    if not isinstance(first, list):
        return schema
    place.tell(f"OpenAPI {VERSION} does not tell items by their position", "prefixItems")
    rest = schema.get("items")
    new = without(schema, "prefixItems", "items")
    most = new.get("maxItems")
    if rest == NOTHING:
        most = min(most, len(first)) if isinstance(most, int) else len(first)
        new["maxItems"] = most
    is_closed = isinstance(most, int) and most <= len(first)
    if is_closed:
        return {**new, "items": either(first)}
    return (
        {**new, "items": either([*first, rest])} if isinstance(rest, dict) else {**new, "items": {}}
    )


def patterns(schema: Node, place: Place) -> Node:
    """Return a schema in which any other property may be what one with a pattern has to be."""
    by_pattern = schema.get("patternProperties")
    if not isinstance(by_pattern, dict):
        return schema
    schema = place.set_aside(schema, frozenset({"patternProperties"}), VERSION)
    others = schema.get("additionalProperties", True)
    if others is True or not by_pattern:
        return schema
    allowed = [*by_pattern.values(), *([others] if isinstance(others, dict) else [])]
    return {**schema, "additionalProperties": either(allowed)}


def null_branches(schema: Node, _: Place) -> Node:
    """Return a schema in which a branch is nullable instead of a branch that is null."""
    for keyword in ("anyOf", "oneOf"):
        branches = schema.get(keyword)
        if not isinstance(branches, list) or branches.count(NULL) != 1:
            continue
        others = [branch for branch in branches if branch != NULL]
        place = next((i for i, each in enumerate(others) if can_be_nullable(each)), None)
        if place is None or (keyword == "oneOf" and any(map(accepts_null, others))):
            continue
        others[place] = {**as_object(others[place]), "nullable": True}
        rest = without(schema, keyword)
        if len(others) == 1 and not rest.keys() & others[0].keys():
            schema = {**others[0], **rest}
        else:
            schema = {**schema, keyword: others}
    return schema


def types(schema: Node, _: Place) -> Node:
    """Return a schema with at most one type, which may be nullable."""
    named = schema.get("type")
    names = ["null"] if named == "null" else as_list(named)
    if not names:
        return schema
    real = [name for name in names if name != "null"]
    rest = without(schema, "type")
    flag: Node = {"nullable": True} if "null" in names else {}
    if not real:
        return also(rest, dict(NULL)) if "enum" in rest else {**rest, **NULL}
    if len(real) == 1:
        return {"type": real[0], **rest, **flag}
    items = {"items": rest.pop("items", {})} if "array" in real else {}
    branches = [{"type": n, **(items if n == "array" else {}), **flag} for n in real]
    return also(rest, {"anyOf": branches}) if "anyOf" in rest else {**rest, "anyOf": branches}


def arrays(schema: Node, _: Place) -> Node:
    """Return a schema of an array with the ``items`` that it has to have."""
    return (
        {**schema, "items": {}}
        if schema.get("type") == "array" and "items" not in schema
        else schema
    )


def required(schema: Node, _: Place) -> Node:
    """Return a schema without an empty list of required properties."""
    return without(schema, "required") if schema.get("required") == [] else schema


def definitions(schema: Node, place: Place) -> Node:
    """Return a schema without schemas of its own; they move to the components."""
    for group in ("$defs", "definitions"):
        for name, definition in as_object(schema.get(group)).items():
            place.moved[pointer_of(below(place.path, group, name))] = definition
    return without(schema, "$defs", "definitions")


def anchors(schema: Node, place: Place) -> Node:
    """Return a schema without a name for references, which say where it is instead."""
    name = schema.get("$anchor")
    if isinstance(name, str):
        place.anchors[f"#{name}"] = pointer_of(place.path)
    return without(schema, "$anchor")


def others(schema: Node, place: Place) -> Node:
    """Return a schema without words that are not known."""
    schema = without(schema, *WITHOUT_EFFECT) if "contains" not in schema else schema
    unknown = {name for name in schema if name not in KNOWN and not name.startswith("x-")}
    return place.set_aside(schema, frozenset(unknown), VERSION)


def references(schema: Node, _: Place) -> Node:
    """Return a schema in which nothing stands beside a reference, where it would be ignored."""
    if "$ref" not in schema or len(schema) == 1:
        return schema
    rest = without(schema, "$ref")
    parts = rest.get("allOf")
    return {**rest, "allOf": [{"$ref": schema["$ref"]}, *as_objects(parts)]}


REWRITES = (
    constants, bounds, examples, contents, conditions, tuples, patterns, null_branches, types,
    arrays, required, definitions, anchors, others, references,
)  # fmt: skip


def can_be_nullable(branch: object) -> bool:
    """Tell whether ``nullable`` says of a branch that it is null as well."""
    return (
        isinstance(branch, dict)
        and "type" in branch
        and not branch.keys() & {"enum", "not", "allOf", "anyOf", "oneOf", "$ref"}
    )


def accepts_null(branch: object) -> bool:
    """Tell whether a branch accepts null, or may."""
    return not (isinstance(branch, dict) and "type" in branch and not branch.get("nullable"))

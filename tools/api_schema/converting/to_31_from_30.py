"""From OpenAPI 3.0 to 3.1, as the authors of 3.1 describe it.

https://www.openapis.org/blog/2021/02/16/migrating-from-openapi-3-0-to-3-1-0
"""

from api_schema.converting.place import Node, Place
from api_schema.converting.rewriting import Step
from api_schema.converting.schema_words import without
from api_schema.validation.grammar import DOCUMENT, HEADER, PARAMETER, SCHEMA

VERSION = "3.1"
ANNOTATIONS = frozenset({"$ref", "description", "title", "deprecated", "readOnly", "writeOnly"})
OF_QUERIES = frozenset({"allowEmptyValue", "allowReserved"})


def references(schema: Node, place: Place) -> Node:
    """Return a reference without the words beside it that had no effect and would get one."""
    if "$ref" not in schema:
        return schema
    woken = frozenset(name for name in schema if name not in ANNOTATIONS and name[:2] != "x-")
    for name in sorted(woken):
        place.tell(f"OpenAPI 3.0 ignores {name} beside a reference; it is left out", name)
    return without(schema, *woken)


def nullable(schema: Node, place: Place) -> Node:
    """Return a schema that has null among its types."""
    if "nullable" not in schema:
        return schema
    rest = without(schema, "nullable")
    if schema["nullable"] is not True or (None in _enumerated(rest) and "type" not in rest):
        return rest
    if isinstance(rest.get("type"), str):
        return {**rest, "type": [rest["type"], "null"]}
    place.tell(
        "nullable has no effect without a type in OpenAPI 3.0; null is accepted now", "nullable"
    )
    return {"anyOf": [rest, {"type": "null"}]}


def _enumerated(schema: Node) -> list[object]:
    listed = schema.get("enum")
    return listed if isinstance(listed, list) else []


def bounds(schema: Node, _: Place) -> Node:
    """Return a schema with exclusive bounds of their own."""
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        flag = schema.get(exclusive)
        if isinstance(flag, bool):
            schema = without(schema, exclusive)
            if flag and bound in schema:
                schema = {**without(schema, bound), exclusive: schema[bound]}
    return schema


def examples(schema: Node, _: Place) -> Node:
    """Return a schema with its example in a list."""
    if "example" not in schema:
        return schema
    return {**without(schema, "example"), "examples": [schema["example"]]}


def contents(schema: Node, _: Place) -> Node:
    """Return a schema that tells of binary content in the words of JSON Schema."""
    words = {
        "binary": {"contentMediaType": "application/octet-stream"},
        "byte": {"contentEncoding": "base64"},
    }.get(str(schema.get("format")))
    return {**without(schema, "format"), **words} if words else schema


def queries(node: Node, place: Place) -> Node:
    """Return a parameter or header without what applies to queries only, where it is in none."""
    if node.get("in") == "query":
        return node
    for name in sorted(OF_QUERIES.intersection(node)):
        if node[name] is True:
            place.tell(f"OpenAPI 3.0 ignores {name} outside of queries; it is left out", name)
    return without(node, *OF_QUERIES)


def webhooks(node: Node, _: Place) -> Node:
    """Return a document with the webhooks that a way down has set aside."""
    if "webhooks" in node or not isinstance(node.get("x-webhooks"), dict):
        return node
    return {**without(node, "x-webhooks"), "webhooks": node["x-webhooks"]}


FROM_30 = Step(
    text="3.1.0",
    has_siblings=False,
    rewrites={
        SCHEMA: (references, bounds, examples, contents, nullable),
        DOCUMENT: (webhooks,),
        PARAMETER: (queries,),
        HEADER: (queries,),
    },
)

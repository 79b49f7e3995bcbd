"""What stands where in an OpenAPI document: the kinds of objects and what their fields hold.

A walk by this table knows a schema from an example that looks like one, and a property called
``default`` from a default value.
"""

from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = Mapping[str, object]
Fields: TypeAlias = dict[str, tuple[str, str]]
Grammar: TypeAlias = dict[str, Fields]

ONE, LIST, MAP = "one", "list", "map"
ANY_NAME = "*"  # every field of the object, except for extensions

DOCUMENT = "document"
SCHEMA = "schema"
PARAMETER = "parameter"
PATH_ITEM = "path item"
OPERATION = "operation"
RESPONSE = "response"
HEADER = "header"
LINK = "link"
SECURITY_SCHEME = "security scheme"
SERVER = "server"
MEDIA_TYPE = "media type"
EXAMPLE = "example"
REQUEST_BODY = "request body"
CALLBACK = "callback"
ENCODING = "encoding"
ITEMS = "items"
PATHS = "paths"
RESPONSES = "responses"
COMPONENTS = "components"

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

_SCHEMA_FIELDS: Fields = {
    **dict.fromkeys(
        ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
        (MAP, SCHEMA),
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (LIST, SCHEMA)),
    **dict.fromkeys(
        (
            "items",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "additionalProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties",
            "contentSchema",
        ),
        (ONE, SCHEMA),
    ),
}

_PATH_ITEM_FIELDS: Fields = {
    **dict.fromkeys(METHODS, (ONE, OPERATION)),
    "additionalOperations": (MAP, OPERATION),
    "parameters": (LIST, PARAMETER),
}

_PARAMETER_FIELDS: Fields = {
    "schema": (ONE, SCHEMA),
    "examples": (MAP, EXAMPLE),
    "content": (MAP, MEDIA_TYPE),
}

OPENAPI: Grammar = {
    DOCUMENT: {
        "paths": (ONE, PATHS),
        "webhooks": (MAP, PATH_ITEM),
        "components": (ONE, COMPONENTS),
        "servers": (LIST, SERVER),
    },
    COMPONENTS: {
        "schemas": (MAP, SCHEMA),
        "responses": (MAP, RESPONSE),
        "parameters": (MAP, PARAMETER),
        "examples": (MAP, EXAMPLE),
        "requestBodies": (MAP, REQUEST_BODY),
        "headers": (MAP, HEADER),
        "securitySchemes": (MAP, SECURITY_SCHEME),
        "links": (MAP, LINK),
        "callbacks": (MAP, CALLBACK),
        "pathItems": (MAP, PATH_ITEM),
        "mediaTypes": (MAP, MEDIA_TYPE),
    },
    PATHS: {ANY_NAME: (ONE, PATH_ITEM)},
    PATH_ITEM: {**_PATH_ITEM_FIELDS, "servers": (LIST, SERVER)},
    OPERATION: {
        "parameters": (LIST, PARAMETER),
        "requestBody": (ONE, REQUEST_BODY),
        "responses": (ONE, RESPONSES),
        "callbacks": (MAP, CALLBACK),
        "servers": (LIST, SERVER),
    },
    PARAMETER: _PARAMETER_FIELDS,
    HEADER: _PARAMETER_FIELDS,
    REQUEST_BODY: {"content": (MAP, MEDIA_TYPE)},
    MEDIA_TYPE: {
        "schema": (ONE, SCHEMA),
        "itemSchema": (ONE, SCHEMA),
        "examples": (MAP, EXAMPLE),
        "encoding": (MAP, ENCODING),
        "prefixEncoding": (LIST, ENCODING),
        "itemEncoding": (ONE, ENCODING),
    },
    ENCODING: {"headers": (MAP, HEADER), "encoding": (MAP, ENCODING)},
    RESPONSES: {ANY_NAME: (ONE, RESPONSE)},
    RESPONSE: {
        "headers": (MAP, HEADER),
        "content": (MAP, MEDIA_TYPE),
        "links": (MAP, LINK),
    },
    CALLBACK: {ANY_NAME: (ONE, PATH_ITEM)},
    LINK: {"server": (ONE, SERVER)},
    SCHEMA: _SCHEMA_FIELDS,
    SECURITY_SCHEME: {},
    SERVER: {},
    EXAMPLE: {},
}

SWAGGER: Grammar = {
    DOCUMENT: {
        "paths": (ONE, PATHS),
        "definitions": (MAP, SCHEMA),
        "parameters": (MAP, PARAMETER),
        "responses": (MAP, RESPONSE),
        "securityDefinitions": (MAP, SECURITY_SCHEME),
    },
    PATHS: {ANY_NAME: (ONE, PATH_ITEM)},
    PATH_ITEM: _PATH_ITEM_FIELDS,
    OPERATION: {"parameters": (LIST, PARAMETER), "responses": (ONE, RESPONSES)},
    PARAMETER: {"schema": (ONE, SCHEMA), "items": (ONE, ITEMS)},
    ITEMS: {"items": (ONE, ITEMS)},
    HEADER: {"items": (ONE, ITEMS)},
    RESPONSES: {ANY_NAME: (ONE, RESPONSE)},
    RESPONSE: {"schema": (ONE, SCHEMA), "headers": (MAP, HEADER)},
    SCHEMA: _SCHEMA_FIELDS,
    SECURITY_SCHEME: {},
}

# In Swagger 2.0 these carry the keywords of a schema themselves.
SWAGGER_LIKE_SCHEMAS = frozenset({PARAMETER, ITEMS, HEADER})


def is_extension(name: str) -> bool:
    """Tell whether a field is the author's own."""
    return name.startswith("x-")


def kind_at(grammar: Grammar, keys: tuple[str | int, ...]) -> str | None:
    """Return the kind of object that keys lead to from the root; None where the table ends."""
    kind: str = DOCUMENT
    rest = list(reversed(keys))
    while rest:
        key = str(rest.pop())
        fields = grammar[kind]
        if ANY_NAME in fields and not is_extension(key):
            kind = fields[ANY_NAME][1]
            continue
        shape, kind_below = fields.get(key, ("", ""))
        if not shape:
            return None
        if shape != ONE:
            if not rest:
                return f"group of {kind_below} objects"
            rest.pop()
        kind = kind_below
    return kind

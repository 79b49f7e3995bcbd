"""A converted document is valid, means the same, and what it cannot say is told."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api_schema.converting.converting import VERSIONS, converted
from api_schema.validation.reading.source import parse_text, read_source
from api_schema.validation.validating import problems_in
from api_schema.validation.version import Version, version_of
from tool_cli.errors import CheckFailed

CASES = Path(__file__).parents[3] / "fixtures" / "openapi"
RESPONSES = {"responses": {"200": {"description": "ok"}}}
NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "a", "bb"])
VALUES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(NAMES, below, max_size=3),
    max_leaves=6,
)
TYPES = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
KEYWORDS = {
    "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
    "const": SCALARS,
    "enum": st.lists(SCALARS, min_size=1, max_size=3, unique_by=json.dumps),
    "minimum": st.integers(-2, 2),
    "exclusiveMinimum": st.integers(-2, 2),
    "exclusiveMaximum": st.integers(-2, 2),
    "maximum": st.integers(-2, 2),
    "maxLength": st.integers(0, 2),
    "required": st.lists(NAMES, max_size=2, unique=True),
    "dependentRequired": st.dictionaries(
        NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2
    ),
    "minItems": st.integers(0, 2),
    "maxItems": st.integers(0, 2),
}
GROUPS = {
    "allOf": lambda below: st.lists(below, min_size=1, max_size=2),
    "anyOf": lambda below: st.lists(below, min_size=1, max_size=3),
    "oneOf": lambda below: st.lists(below, min_size=1, max_size=3),
    "properties": lambda below: st.dictionaries(NAMES, below, max_size=2),
    "dependentSchemas": lambda below: st.dictionaries(NAMES, below, max_size=1),
    "additionalProperties": lambda below: below,
    "items": lambda below: below,
    "not": lambda below: below,
    "if": lambda below: below,
    "then": lambda below: below,
    "else": lambda below: below,
}
LOSSY = {
    "prefixItems": lambda below: st.lists(below, min_size=1, max_size=2),
    "patternProperties": lambda below: st.dictionaries(st.just("^a"), below, min_size=1),
    "$defs": lambda below: st.dictionaries(NAMES, below, max_size=1),
    "propertyNames": lambda below: below,
    "contains": lambda below: below,
    "unevaluatedItems": lambda below: below,
}


def schemas(groups):
    plain = st.fixed_dictionaries({}, optional=KEYWORDS)
    return st.recursive(
        plain | st.booleans() | st.just({"type": "null"}),
        lambda below: st.fixed_dictionaries(
            {}, optional={**KEYWORDS, **{name: make(below) for name, make in groups.items()}}
        ),
        max_leaves=5,
    )


def document_with(schema, version="3.1.0"):
    return {
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": RESPONSES}},
        "components": {"schemas": {"S": schema}},
    }


def schema_in(conversion):
    return conversion.document["components"]["schemas"]["S"]


def shape_problems(document):
    return [str(each) for each in problems_in(document) if each.rule == "shape"]


def good_documents():
    for file in sorted(CASES.glob("*/good*")):
        document = parse_text(read_source(str(file)), str(file)).document
        if version_of(document) not in {None, Version.V20}:
            # good-30 is good in OpenAPI 3.0 alone: its rule does not speak there.
            only_there = {file.parent.name} if file.stem[-2:].isdecimal() else set()
            name = f"{file.parent.name}/{file.stem}"
            yield pytest.param(document, {"reference-not-followed"} | only_there, id=name)


@pytest.mark.parametrize(("document", "excused"), list(good_documents()))
def test_good_documents_are_good_in_every_version(document, excused):
    for version in VERSIONS:
        conversion = converted(document, version)

        assert version_of(conversion.document) == version
        found = {each.rule for each in problems_in(conversion.document)}
        assert found <= excused or conversion.losses


@settings(max_examples=100)
@given(schemas({**GROUPS, **LOSSY}))
def test_any_schema_of_31_is_one_of_30_and_32(schema):
    for version in ("3.0", "3.2"):
        conversion = converted(document_with(schema), version)

        assert shape_problems(conversion.document) == []


@settings(max_examples=200)
@given(schemas(GROUPS), st.lists(VALUES, min_size=3, max_size=6))
def test_a_schema_accepts_the_same_after_the_way_to_30_and_back(schema, values):
    down = converted(document_with(schema), "3.0")
    back = schema_in(converted(down.document, "3.1"))
    before, after = (jsonschema_rs.validator_for(each) for each in (schema, back))

    assert not down.losses
    assert [before.is_valid(each) for each in values] == [after.is_valid(each) for each in values]


DOWN = {
    "a nullable type": ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
    "a union with null, as pydantic writes it": (
        {"anyOf": [{"type": "integer"}, {"type": "null"}], "title": "Age"},
        {"type": "integer", "nullable": True, "title": "Age"},
    ),
    "a reference or null": (
        {"anyOf": [{"$ref": "#/components/schemas/S"}, {"type": "null"}]},
        {"anyOf": [{"$ref": "#/components/schemas/S"}, {"enum": [None], "nullable": True}]},
    ),
    "several types": (
        {"type": ["string", "array"], "items": {"type": "string"}},
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
    ),
    "a constant": ({"const": "a"}, {"enum": ["a"]}),
    "an exclusive bound": (
        {"exclusiveMinimum": 0, "minimum": -1},
        {"minimum": 0, "exclusiveMinimum": True},
    ),
    "an example": ({"examples": [1]}, {"example": 1}),
    "a file": (
        {"type": "string", "contentMediaType": "application/octet-stream"},
        {"type": "string", "format": "binary"},
    ),
    "base64": (
        {"type": "string", "contentEncoding": "base64"},
        {"type": "string", "format": "byte"},
    ),
    "words beside a reference": (
        {"$ref": "#/components/schemas/S", "description": "d"},
        {"description": "d", "allOf": [{"$ref": "#/components/schemas/S"}]},
    ),
    "any value": ({"properties": {"a": True}}, {"properties": {"a": {}}}),
}


@pytest.mark.parametrize(("before", "after"), DOWN.values(), ids=DOWN)
def test_what_30_says_in_other_words_is_no_loss(before, after):
    conversion = converted(document_with(before), "3.0")

    assert schema_in(conversion) == after
    assert conversion.losses == ()


UP = {
    "nullable": ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    "an exclusive bound": ({"minimum": 0, "exclusiveMinimum": True}, {"exclusiveMinimum": 0}),
    "no exclusive bound": ({"minimum": 0, "exclusiveMinimum": False}, {"minimum": 0}),
    "an example": ({"example": 1}, {"examples": [1]}),
    "a file": (
        {"type": "string", "format": "binary"},
        {"type": "string", "contentMediaType": "application/octet-stream"},
    ),
}


@pytest.mark.parametrize(("before", "after"), UP.values(), ids=UP)
def test_31_says_it_in_the_words_of_json_schema(before, after):
    conversion = converted(document_with(before, "3.0.3"), "3.1")

    assert schema_in(conversion) == after
    assert conversion.losses == ()


RICH = {
    "openapi": "3.2.0",
    "$self": "https://example.com/api",
    "info": {
        "title": "t", "version": "1", "summary": "s",
        "license": {"name": "MIT", "identifier": "MIT"},
    },
    "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
    "servers": [{"url": "/", "name": "here"}],
    "tags": [{"name": "t", "summary": "s"}],
    "paths": {
        "/a": {"$ref": "#/components/pathItems/Shared"},
        "/b": {
            "query": RESPONSES,
            "additionalOperations": {"COPY": RESPONSES},
            "get": {
                "parameters": [{"name": "q", "in": "querystring", "content": {"text/plain": {}}}],
                "responses": {
                    "200": {
                        "summary": "fine",
                        "content": {
                            "text/plain": {"$ref": "#/components/mediaTypes/Text"},
                            "application/jsonl": {"itemSchema": {"type": "object"}},
                        },
                    }
                },
            },
        },
    },
    "webhooks": {"w": {"post": {"responses": {"200": {"description": "ok"}}}}},
    "components": {
        "pathItems": {
            "Shared": {
                "get": {"callbacks": {"c": {"{$url}": {"$ref": "#/components/pathItems/Shared"}}}}
            }
        },
        "mediaTypes": {"Text": {"schema": {"$ref": "#/components/schemas/P/$defs/Q"}}},
        "securitySchemes": {"m": {"type": "mutualTLS"}},
        "schemas": {
            "P": {
                "$defs": {"Q": {"type": "string"}},
                "prefixItems": [{"type": "integer"}],
                "propertyNames": {"pattern": "^a"},
            },
            "R": {"$anchor": "r", "not": {"$ref": "#r"}},
        },
    },
}  # fmt: skip
TOLD = {
    "#/$self", "#/servers/0/name", "#/tags/0/summary", "#/paths/~1b/query",
    "#/paths/~1b/additionalOperations", "#/paths/~1b/get/parameters",
    "#/paths/~1b/get/responses/200/summary",
    "#/paths/~1b/get/responses/200/content/text~1plain/$ref",
    "#/paths/~1b/get/responses/200/content/application~1jsonl/itemSchema",
    "#/info/summary", "#/webhooks", "#/paths/~1a/$ref",
    "#/components/pathItems/Shared/get",
    "#/components/pathItems/Shared/get/callbacks/c/{$url}/$ref",
    "#/components/securitySchemes/m/type",
    "#/components/schemas/P/prefixItems", "#/components/schemas/P/propertyNames",
}  # fmt: skip


def test_what_an_older_version_cannot_say_is_told_with_its_pointer():
    conversion = converted(RICH, "3.0")

    assert {loss.pointer for loss in conversion.losses} == TOLD
    assert problems_in(conversion.document) == []
    assert conversion.document["x-webhooks"]
    assert conversion.document["info"]["license"]["url"].endswith("/MIT.html")


def test_a_reference_that_loses_its_target_is_told():
    document = document_with({"$ref": "#/paths/~1a/query/x-schema"}, "3.2.0")
    document["paths"]["/a"]["query"] = {**RESPONSES, "x-schema": {}}

    conversion = converted(document, "3.1")

    assert "#/components/schemas/S" in {loss.pointer for loss in conversion.losses}


def test_the_version_that_a_document_has_already_changes_nothing():
    assert converted(RICH, "3.2").document is RICH


def test_a_dialect_that_is_none_is_told():
    conversion = converted({"openapi": "3.1.0", "jsonSchemaDialect": ["x"], "paths": {}}, "3.0")

    assert "#/jsonSchemaDialect" in {loss.pointer for loss in conversion.losses}


def test_swagger_is_not_converted():
    with pytest.raises(CheckFailed, match=r"version 2\.0 cannot be converted to OpenAPI 3\.1"):
        converted({"swagger": "2.0"}, "3.1")


COMPONENTS = {
    "a parameter for the whole query string": (
        ("parameters", {"in": "querystring", "name": "q", "content": {"text/plain": {}}}),
        None,
        ["#/components/parameters/C"],
    ),
    "a style for cookies": (
        ("parameters", {"in": "cookie", "name": "c", "style": "cookie", "schema": {}}),
        {"in": "cookie", "name": "c", "style": "form", "schema": {}},
        ["#/components/parameters/C/style"],
    ),
    "reserved characters in a path": (
        ("headers", {"schema": {}, "allowReserved": True}),
        {"schema": {}, "x-allowReserved": True},
        ["#/components/headers/C/allowReserved"],
    ),
    "an example's data": (("examples", {"dataValue": 1}), {"value": 1}, []),
    "an example as it is sent": (
        ("examples", {"serializedValue": "a=1"}),
        {"value": "a=1"},
        ["#/components/examples/C/serializedValue"],
    ),
    "both": (
        ("examples", {"dataValue": 1, "serializedValue": "1"}),
        {"value": 1, "x-serializedValue": "1"},
        ["#/components/examples/C/serializedValue"],
    ),
    "a flow for devices": (
        ("securitySchemes", {"type": "oauth2", "flows": {"deviceAuthorization": {}}}),
        {"type": "oauth2", "flows": {"x-deviceAuthorization": {}}},
        ["#/components/securitySchemes/C/flows/deviceAuthorization"],
    ),
    "a discriminator's default": (
        ("schemas", {"discriminator": {"propertyName": "k", "defaultMapping": "D"}}),
        {"discriminator": {"propertyName": "k", "x-defaultMapping": "D"}},
        ["#/components/schemas/C/discriminator/defaultMapping"],
    ),
    "an XML attribute": (
        ("schemas", {"xml": {"nodeType": "attribute"}}),
        {"xml": {"attribute": True}},
        [],
    ),
    "an XML element around a list": (
        ("schemas", {"type": "array", "xml": {"nodeType": "element"}}),
        {"type": "array", "xml": {"wrapped": True}},
        [],
    ),
    "an XML text": (
        ("schemas", {"xml": {"nodeType": "text"}}),
        {"xml": {"x-nodeType": "text"}},
        ["#/components/schemas/C/xml/nodeType"],
    ),
}


@pytest.mark.parametrize(("component", "after", "told"), COMPONENTS.values(), ids=COMPONENTS)
def test_31_says_of_32_what_it_can(component, after, told):
    group, before = component
    document = {**document_with({}, "3.2.0"), "components": {group: {"C": before}}}

    conversion = converted(document, "3.1")

    assert conversion.document["components"][group].get("C") == after
    assert [loss.pointer for loss in conversion.losses] == told


LOSSES = {
    "more than one example": ({"examples": [1, 2]}, {"example": 1}, "examples"),
    "a tuple": (
        {"prefixItems": [{"type": "integer"}, {"type": "string"}], "items": False},
        {"maxItems": 2, "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
        "prefixItems",
    ),
    "properties by pattern": (
        {"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": False},
        {
            "x-patternProperties": {"^a": {"type": "string"}},
            "additionalProperties": {"type": "string"},
        },
        "patternProperties",
    ),
    "another encoding": (
        {"contentEncoding": "base32"},
        {"x-contentEncoding": "base32"},
        "contentEncoding",
    ),
}


@pytest.mark.parametrize(("before", "after", "keyword"), LOSSES.values(), ids=LOSSES)
def test_what_is_lost_of_a_schema_still_accepts_all_that_was_accepted(before, after, keyword):
    conversion = converted(document_with(before), "3.0")

    assert schema_in(conversion) == after
    assert [loss.pointer for loss in conversion.losses] == [f"#/components/schemas/S/{keyword}"]


AWAKE = {
    "nullable without a type": (
        {"enum": ["a"], "nullable": True},
        {"anyOf": [{"enum": ["a"]}, {"type": "null"}]},
        ["#/components/schemas/S/nullable"],
    ),
    "words beside a reference": (
        {"$ref": "#/components/schemas/S", "description": "d", "minLength": 1},
        {"$ref": "#/components/schemas/S", "description": "d"},
        ["#/components/schemas/S/minLength"],
    ),
}


@pytest.mark.parametrize(("before", "after", "told"), AWAKE.values(), ids=AWAKE)
def test_what_had_no_effect_in_30_is_told(before, after, told):
    conversion = converted(document_with(before, "3.0.3"), "3.1")

    assert schema_in(conversion) == after
    assert [loss.pointer for loss in conversion.losses] == told


def test_what_applies_to_queries_only_is_left_out_elsewhere():
    parameters = [
        {"name": "a", "in": "query", "allowReserved": True, "schema": {}},
        {
            "name": "b",
            "in": "cookie",
            "allowReserved": True,
            "allowEmptyValue": False,
            "schema": {},
        },
    ]
    before = {**document_with({}, "3.0.3"), "paths": {"/a": {"parameters": parameters}}}

    conversion = converted(before, "3.1")

    after = conversion.document["paths"]["/a"]["parameters"]
    assert after == [parameters[0], {"name": "b", "in": "cookie", "schema": {}}]
    assert [loss.pointer for loss in conversion.losses] == [
        "#/paths/~1a/parameters/1/allowReserved"
    ]


def test_webhooks_come_back():
    document = {**document_with({}), "webhooks": {"w": {"post": RESPONSES}}}

    down = converted(document, "3.0").document

    assert converted(down, "3.1").document["webhooks"] == document["webhooks"]

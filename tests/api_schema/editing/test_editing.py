"""Fewer operations, and only what these need; other words about the API."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api_schema.converting.converting import broken_references
from api_schema.document import Document
from api_schema.editing.operations import operations_in
from api_schema.editing.overriding import Overrides, overridden
from api_schema.editing.selecting import Selection, selected
from api_schema.shaping import Shape, shaped
from api_schema.validation.validating import problems_in
from tool_cli.errors import CheckFailed, InvalidInput


def response(**more):
    return {"responses": {"200": {"description": "ok", **more}}}


def holding(name):
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "tags": [{"name": "fruit"}, {"name": "staff"}, {"name": "unused"}],
    "paths": {
        "/fruit": {
            "summary": "All fruit",
            "get": {
                "tags": ["fruit"],
                "operationId": "list_fruit",
                **response(**holding("Fruit"), links={"hire": {"operationId": "hire"}}),
            },
            "post": {
                "tags": ["staff"], "operationId": "add_fruit", "security": [{"key": []}],
                **response(),
            },
        },
        "/staff/{name}": {"$ref": "#/components/pathItems/Staff"},
    },
    "webhooks": {"ripe": {"post": {"tags": ["fruit"], **response()}}},
    "components": {
        "schemas": {
            "Fruit": {"discriminator": {"propertyName": "kind", "mapping": {"a": "Apple"}}},
            "Apple": {"properties": {"links": {"type": "object"}}},
            "Person": {"properties": {"boss": {"$ref": "#/components/schemas/Person"}}},
            "Spare": {"type": "string"},
        },
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "k"}},
        "pathItems": {
            "Staff": {
                "parameters": [
                    {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "post": {"tags": ["staff"], "operationId": "hire", **response(**holding("Person"))},
            }
        },
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("include", "exclude", "kept"),
    [
        (("fruit",), (), {"/fruit get", "ripe post"}),
        (("/fruit",), (), {"/fruit get", "/fruit post"}),
        (("/*",), ("*_fruit",), {"/staff/{name} $ref"}),
        ((), ("staff", "fruit"), set()),
        (("hire", "add_*"), (), {"/fruit post", "/staff/{name} $ref"}),
    ],
)
def test_operations_are_chosen_by_tag_id_and_path(include, exclude, kept):
    document = selected(DOCUMENT, Selection(include=include, exclude=exclude))

    assert {
        f"{path} {method}"
        for group in ("paths", "webhooks")
        for path, item in document[group].items()
        for method in item
        if method in {"get", "post", "$ref"}
    } == kept
    assert [each for each in problems_in(document) if each.rule != "no-operations"] == []


def test_what_only_other_operations_need_goes_with_them_and_the_rest_stays():
    document = selected(DOCUMENT, Selection(include=("list_fruit",)))

    assert set(document["components"]) == {"schemas"}
    assert set(document["components"]["schemas"]) == {"Fruit", "Apple", "Spare"}
    assert [tag["name"] for tag in document["tags"]] == ["fruit", "unused"]
    assert document["paths"]["/fruit"]["summary"] == "All fruit"
    assert document["paths"]["/fruit"]["get"]["responses"]["200"]["links"] == {}


def test_a_tag_that_is_no_tag_stays():
    odd = [{"name": ["fruit"]}, {"name": "staff"}]

    document = selected(DOCUMENT | {"tags": odd}, Selection(include=("list_fruit",)))

    assert document["tags"] == odd[:1]


def test_a_pattern_that_fits_nothing_is_a_mistake():
    with pytest.raises(InvalidInput, match="no operation fits /frut"):
        selected(DOCUMENT, Selection(exclude=("/frut",)))


def test_other_words_about_the_api():
    document = overridden(DOCUMENT, Overrides(title="T", version="2", servers=("https://a", "/b")))

    assert document["info"] == {"title": "T", "version": "2"}
    assert document["servers"] == [{"url": "https://a"}, {"url": "/b"}]
    assert overridden(DOCUMENT, Overrides()) == DOCUMENT


PATTERNS = st.sampled_from(["fruit", "staff", "list_fruit", "add_*", "hire", "/fruit", "/staff/*"])


@settings(max_examples=50)
@given(st.lists(PATTERNS, min_size=1, max_size=3).map(tuple))
def test_including_and_excluding_share_the_operations_out(patterns):
    parts = [
        selected(DOCUMENT, Selection(include=patterns)),
        selected(DOCUMENT, Selection(exclude=patterns)),
    ]

    counts = [len(list(operations_in(part))) for part in parts]
    assert sum(counts) == len(list(operations_in(DOCUMENT)))
    assert [broken_references(part) for part in parts] == [[], []]


def test_a_document_that_is_nested_too_deeply_is_one_line():
    schema = {}
    for _ in range(900):
        schema = {"items": schema}
    text = json.dumps({"openapi": "3.1.0", "paths": {}, "components": {"schemas": {"S": schema}}})

    with pytest.raises(CheckFailed, match="nested too deeply"):
        shaped(Document(text=text, operations=1), Shape(version="3.0"))

"""A document that is there as Python objects: every error in it, and nothing is fetched."""

import socket

import pytest

from api_schema.validation.validating import problems_in


def document_with(schema, *, version="3.1.0", **components):
    content = {"application/json": {"schema": schema}}
    responses = {"200": {"description": "fine", "content": content}}
    return {
        "openapi": version,
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "read", "responses": responses}}},
        "components": {"schemas": components},
    }


SCHEMA = "#/paths/~1a/get/responses/200/content/application~1json/schema"


def lines(document):
    return [str(problem) for problem in problems_in(document)]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_valid_document_has_no_problem(version):
    fruit = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Fruit"}}}

    document = document_with({"$ref": "#/components/schemas/Fruit"}, version=version, Fruit=fruit)

    assert problems_in(document) == []


@pytest.mark.parametrize(
    "reference",
    ["http://127.0.0.1:9/x", "https://x.example/", "file:///etc/passwd", "other.json#/a"],
)
def test_a_reference_out_of_the_document_is_a_problem(reference):
    assert lines(document_with({"$ref": reference})) == [
        f"{SCHEMA}/$ref: {reference} leads out of the document, and is not followed"
    ]


def test_no_reference_is_fetched():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/schema.json"
        document = document_with({"$ref": address}, Fruit={"default": 1, "$ref": address})
        document["paths"]["/a"]["x-example"] = {"default": {"$ref": address}}

        assert len(problems_in(document)) == 2
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    ("reference", "fault"),
    [
        ("#/components/schemas/Missing", "leads to nothing"),
        ("#/components/schemas/Fruit/type/x", "leads to nothing"),
        ("#/paths/~1a/get/tags/9", "leads to nothing"),
        ("#missing", "leads to no anchor"),
        ("#/components/schemas/Loop", "leads back to itself"),
        ("", "is a document, and a schema belongs here"),
        ("#/info/title", "is no object"),
    ],
)
def test_a_reference_that_leads_nowhere_is_a_problem(reference, fault):
    loop = {"$ref": "#/components/schemas/Loop"}
    document = document_with({"$ref": reference}, Fruit={"type": "string"}, Loop=loop)
    document["paths"]["/a"]["get"]["tags"] = ["fruit"]

    assert f"{SCHEMA}/$ref: {reference} {fault}" in lines(document)


@pytest.mark.parametrize(
    "reference",
    [
        "#sweet",
        "#/components/schemas/Fruit/properties/a~1b%20c",
        "#/components/schemas/Fruit/anyOf/0",
        "https://shop.example/fruit",
        "https://shop.example/fruit#/anyOf/0",
    ],
)
def test_a_reference_that_leads_somewhere_is_followed(reference):
    fruit = {
        "$id": "https://shop.example/fruit",
        "$anchor": "sweet",
        "anyOf": [{"type": "string"}, {"$ref": "#/anyOf/0"}],
        "properties": {"a/b c": {"type": "string"}},
    }

    document = document_with({"$ref": reference}, Fruit=fruit)

    assert problems_in(document) == []


def test_a_property_may_be_called_like_a_keyword():
    fruit = {"properties": {"$ref": {"type": "string"}, "default": {"$ref": "#/nowhere"}}}

    assert [p.pointer for p in problems_in(document_with({}, Fruit=fruit))] == [
        "#/components/schemas/Fruit/properties/default/$ref"
    ]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_does_not_know_is_a_problem(number):
    assert lines(document_with({"maximum": number})) == [
        f"{SCHEMA}/maximum: {number} is no JSON number"
    ]


def test_every_problem_of_shape_is_reported_with_its_place():
    document = document_with({"type": "string"})
    del document["info"]["title"]
    document["paths"]["/a"]["get"]["parameters"] = [{"name": "x"}]

    assert {problem.pointer for problem in problems_in(document)} == {
        "#/info",
        "#/paths/~1a/get/parameters/0",
    }


def test_a_field_that_is_unknown_is_reported_beside_other_faults_and_known_ones_are_not():
    document = document_with({"type": "strin"})
    document["paths"]["/a"]["get"]["sumary"] = "typed in a hurry"

    assert sorted(problem.pointer for problem in problems_in(document)) == [
        "#/paths/~1a/get",
        f"{SCHEMA}/type",
    ]


def test_a_long_message_is_cut():
    document = document_with({"type": "string"})
    document["info"] = "x" * 1000

    assert max(len(problem.message) for problem in problems_in(document)) < 400


@pytest.mark.parametrize("document", [{"openapi": "4.0.0"}, {"openapi": 3}, {}, [], None])
def test_what_follows_no_version_known_here_is_one_problem(document):
    assert [problem.rule for problem in problems_in(document)] == ["version-unknown"]


def test_warnings_are_no_errors():
    assert problems_in(document_with({"type": "string", "nullable": True})) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"paths": []},
        {"paths": {"/a": []}},
        {"paths": {"/a": {"get": {"parameters": [3, {"name": [], "in": {}}]}}}},
        {
            "components": {
                "schemas": {"A": {"required": 3, "enum": 4, "properties": [], "allOf": 1}}
            }
        },
        {"components": {"schemas": {"A": {"discriminator": {"mapping": {"a": 3}}, "default": {}}}}},
        {"components": {"schemas": [], "securitySchemes": 3, "links": {"a": {"operationId": []}}}},
        {"paths": {"/a": {"servers": [{"url": "/{v}"}], "query": {}}}},
        {"servers": [{"url": 3}, 4], "tags": [3, {"name": []}], "security": [3, {"a": 4}]},
        {"jsonSchemaDialect": 3, "components": {"schemas": {"A": {"$schema": []}}}},
        {"components": {"securitySchemes": {"a": {"type": []}}}, "security": [{"a": ["read"]}]},
        {"securityDefinitions": {"a": {"type": {}}}, "security": [{"a": ["read"]}]},
        {"paths": {"/a": {"get": {"parameters": [{"in": []}, {"in": {}, "type": []}]}}}},
    ],
)
@pytest.mark.parametrize(
    "version",
    [{"openapi": "3.2.0"}, {"openapi": "3.1.0"}, {"openapi": "3.0.0"}, {"swagger": "2.0"}],
)
def test_a_broken_document_is_reported_and_breaks_nothing(broken, version):
    assert problems_in({**version, "info": {"title": "Shop", "version": "1"}, **broken})


def with_examples(count, **components):
    examples = {f"Big{n}": {"type": "integer", "maximum": 3, "default": 4} for n in range(count)}
    return document_with({}, version="3.0.3", **examples, **components)


def test_many_values_are_checked_as_few_are():
    pointers = [problem.pointer for problem in problems_in(with_examples(1200))]

    assert sorted(pointers) == sorted(f"#/components/schemas/Big{n}/default" for n in range(1200))


def test_a_broken_schema_hides_no_other_problem():
    broken = {"type": "object", "properties": {"a": {"$ref": "#/nowhere"}}, "default": {"a": 1}}
    pattern = {"type": "string", "pattern": "(", "default": "x"}

    found = problems_in(with_examples(5, Broken=broken, Pattern=pattern))

    assert [p.rule for p in found].count("default-rejected") == 5


@pytest.mark.parametrize(
    "reference",
    [
        "#/components/schemas/Parts/properties/A~1b%20c",
        "#/components/schemas/Via",
        "#/paths/~1a/get/x-part",
    ],
)
def test_a_value_is_checked_by_what_its_schema_refers_to(reference):
    holder = {"allOf": [{"$ref": reference}], "default": "text"}
    parts = {
        "Parts": {"properties": {"A/b c": {"type": "integer"}}},
        "Via": {"$ref": "#/components/schemas/Parts/properties/A~1b%20c"},
    }
    document = document_with({}, version="3.0.3", Holder=holder, **parts)
    document["paths"]["/a"]["get"]["x-part"] = {"type": "integer"}

    place = "#/components/schemas/Holder/default"
    why = '"text" is not of type integer: the schema rejects this default'
    assert lines(document) == [f"{place}: {why}"]

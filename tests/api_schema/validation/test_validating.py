"""Every problem has a pointer to its place, and no reference is followed out of the document."""

import socket

import pytest

from api_schema.validation.problem import Problem
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


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_valid_document_has_no_problem(version):
    fruit = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Fruit"}}}

    document = document_with({"$ref": "#/components/schemas/Fruit"}, version=version, Fruit=fruit)

    assert problems_in(document) == []


@pytest.mark.parametrize(
    "reference",
    ["http://127.0.0.1:9/x", "https://x.example/", "file:///etc/passwd", "other.json#/a", ""],
)
def test_a_reference_out_of_the_document_is_a_problem(reference):
    assert problems_in(document_with({"$ref": reference})) == [
        Problem(
            pointer=f"{SCHEMA}/$ref",
            message=f"{reference} leads out of the document, and is not followed",
        )
    ]


def test_no_reference_is_fetched():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/schema.json"
        schema = {"type": "object", "default": {"$ref": address}}
        hidden = {**document_with({"$ref": "#/paths/~1a/x-example/default"})}
        hidden["paths"]["/a"]["x-example"] = {"default": {"$ref": address}}

        assert "gave up" in problems_in(document_with(schema))[0].message
        assert "leads out" in problems_in(hidden)[0].message
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
    ],
)
def test_a_reference_that_leads_nowhere_is_a_problem(reference, fault):
    loop = {"$ref": "#/components/schemas/Loop"}
    document = document_with({"$ref": reference}, Fruit={"type": "string"}, Loop=loop)
    document["paths"]["/a"]["get"]["tags"] = ["fruit"]

    assert Problem(pointer=f"{SCHEMA}/$ref", message=f"{reference} {fault}") in problems_in(
        document
    )


@pytest.mark.parametrize(
    "reference",
    ["#sweet", "#/components/schemas/a~1b%20c", "#/components/schemas/Fruit/anyOf/0", "#/info"],
)
def test_a_reference_that_leads_somewhere_is_followed(reference):
    fruit = {"$anchor": "sweet", "anyOf": [{"type": "string"}]}

    document = document_with({"$ref": reference}, Fruit=fruit, **{"a/b c": {"type": "string"}})

    assert [problem for problem in problems_in(document) if "leads" in problem.message] == []


def test_an_example_may_hold_what_looks_like_a_reference():
    document = document_with({"type": "object", "example": {"$ref": "https://x.example/"}})

    assert problems_in(document) == []


def test_a_property_may_be_called_like_a_keyword():
    fruit = {"properties": {"$ref": {"type": "string"}, "default": {"$ref": "#/nowhere"}}}

    assert [p.pointer for p in problems_in(document_with({}, Fruit=fruit))] == [
        "#/components/schemas/Fruit/properties/default/$ref"
    ]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_does_not_know_is_a_problem(number):
    assert problems_in(document_with({"maximum": number})) == [
        Problem(pointer=f"{SCHEMA}/maximum", message=f"{number} is no JSON number")
    ]


def test_every_problem_of_shape_is_reported_with_its_place():
    document = document_with({"type": "string"})
    del document["info"]["title"]
    document["paths"]["/a"]["get"]["parameters"] = [{"name": "x"}]

    assert {problem.pointer for problem in problems_in(document)} == {
        "#/info",
        "#/paths/~1a/get/parameters/0",
    }


def test_a_problem_of_a_schema_is_found_in_its_place():
    problems = problems_in(document_with({"type": "strin"}))

    assert [problem.pointer for problem in problems] == [f"{SCHEMA}/type"]


def test_a_problem_without_a_place_of_its_own_points_to_the_root():
    document = document_with({"type": "string"})
    document["paths"]["/b/{id}"] = document["paths"]["/a"]

    problems = problems_in(document)

    assert {problem.pointer for problem in problems} == {"#"}
    assert "not unique" in problems[0].message


def test_a_long_message_is_cut():
    document = document_with({"type": "string"})
    document["info"] = ["x" * 1000]

    assert max(len(problem.message) for problem in problems_in(document)) < 400


@pytest.mark.parametrize("version", ["4.0.0", "", 3])
def test_a_version_that_nobody_knows_is_a_problem(version):
    assert [p.message for p in problems_in({"openapi": version})] == [
        "there is no openapi or swagger version known here"
    ]

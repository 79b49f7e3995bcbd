"""A document that does not tell the whole truth is refused, or comes with a warning."""

import json

import pytest


def test_operations_that_no_request_reaches_are_a_warning(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "unreachable")

    said = outcome.stderr.splitlines()
    assert outcome.exit_code == 0
    assert len(said) == 2
    assert "no request reaches GET /items/mine, at main.read_own_items" in said[0]
    assert "main.py:13): /items/{item_id} comes before it" in said[0]
    assert "no request reaches GET /orders/{name}" in said[1]


def test_routes_that_a_lifespan_registers_are_refused_and_may_be_accepted(
    export_of, plain_export, backends
):
    refused = export_of("main:app", "--app-dir", backends / "late_routes")
    accepted = export_of("main:app", "--app-dir", backends / "late_routes", "--allow-late-routes")

    assert refused.exit_code == 1
    assert "routes are registered when the server starts, by main.lifespan" in refused.stderr
    assert accepted.stdout == plain_export("late_routes")


def test_a_document_that_lost_most_of_its_operations_replaces_no_file(
    export_of, backends, tmp_path
):
    file = tmp_path / "openapi.json"
    item = {"get": {}, "put": {}, "parameters": []}
    file.write_text(json.dumps({"paths": {"/a": item, "/b": item}}))
    arguments = ["main:app", "--app-dir", backends / "lifespan", "-o", file]

    refused = export_of(*arguments)
    accepted = export_of(*arguments, "--max-shrink", "75")

    assert refused.exit_code == 1
    assert "the document has 1 operations, and" in refused.stderr
    assert "--max-shrink 75 accepts that" in refused.stderr
    assert accepted.exit_code == 0


@pytest.mark.parametrize("text", ["no JSON", "[]", "{}"])
def test_a_file_that_is_no_document_may_be_replaced(export_of, backends, tmp_path, text):
    file = tmp_path / "openapi.json"
    file.write_text(text)

    outcome = export_of("main:app", "--app-dir", backends / "lifespan", "-o", file)

    assert outcome.exit_code == 0


def test_a_file_that_holds_the_document_is_not_written_again(export_of, backends, tmp_path):
    file = tmp_path / "openapi.json"
    arguments = ["main:app", "--app-dir", backends / "lifespan", "-o", file]
    arguments += ["--cache-dir", tmp_path]
    export_of(*arguments)
    before = file.stat()

    export_of(*arguments)

    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_not_the_same_each_time_is_named_with_its_function(export_of, backends):
    outcome = export_of(
        "main:app", "--app-dir", backends / "many_methods", "--verify-deterministic"
    )

    assert outcome.exit_code == 1
    assert outcome.stdout == b""
    assert "from main.proxy (" in outcome.stderr
    assert "many_methods/main.py:8)" in outcome.stderr
    assert "Error: the document is not the same each time: " in outcome.stderr


def test_a_document_that_is_the_same_each_time_is_written(export_of, plain_export, backends):
    outcome = export_of("main:app", "--app-dir", backends / "lifespan", "--verify-deterministic")

    assert outcome.stdout == plain_export("lifespan")


def test_keys_or_paths_come_in_order_when_asked_for(export_of, backends, users_cache):
    place = ["--app-dir", backends / "unreachable", "--cache-dir", users_cache]
    arguments = ["main:app", *place, "--sort"]

    paths = json.loads(export_of(*arguments, "paths").stdout)
    keys = json.loads(export_of(*arguments, "keys").stdout)

    assert list(paths["paths"]) == sorted(paths["paths"])
    assert list(paths["paths"]["/items/mine"]) == ["get", "post"]
    assert list(paths)[:2] == ["openapi", "info"]
    assert list(keys) == ["components", "info", "openapi", "paths"]
    assert keys == paths


@pytest.mark.parametrize(
    ("call", "title"),
    [("(tenant='shop')", "shop"), ("('a, b')", "a, b")],
)
def test_a_factory_takes_literal_arguments(export_of, backends, call, title):
    outcome = export_of(
        *[f"shop.main:create_app_for{call}", "--app-dir", backends / "well_behaved"],
        "--allow-empty",
    )

    assert json.loads(outcome.stdout)["info"]["title"] == title


@pytest.mark.parametrize("call", ["(open('x'))", "(a)", "(**{})", "(1", "(b'x')", "()()"])
def test_arguments_that_are_no_literals_are_refused(export_of, call):
    outcome = export_of(f"main:create_app{call}")

    assert outcome.exit_code == 2
    assert "are no literals" in outcome.stderr

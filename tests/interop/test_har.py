"""The exported HTTP archive is what the schema of HAR 1.2 asks for."""

import json

import pytest
from jsonschema import Draft6Validator, FormatChecker
from referencing import Registry, Resource
from tests.plumbing.visiting import Visitor


@pytest.fixture
def har_schema(provider_folder):
    """Return what finds every problem with an archive."""
    files = (provider_folder / "node_modules" / "har-schema" / "lib").glob("*.json")
    parts = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    resources = [(part["$id"], Resource.from_contents(part)) for part in parts]
    (whole,) = (part for part in parts if part["$id"].startswith("har.json"))
    return Draft6Validator(
        whole, registry=Registry().with_resources(resources), format_checker=FormatChecker()
    )


def test_an_exported_run_keeps_to_the_schema(serving, har_schema):
    visitor = Visitor()
    with serving("--profile", "rfc", "--platform-port", "0", "--no-browser") as server:
        server.wait_for("Press Ctrl-C to stop")
        visitor.walk_to_the_code(server.url, "openid")
        visitor.press(server.url, "/wrong/token", mistake="wrong-verifier")
        for action in ("/token", "/resource", "/introspect", "/refresh", "/revoke"):
            visitor.press(server.url, action)
        archive = json.loads(visitor.open(f"{server.url}exports/oauth-flow.har")[0])

    problems = [f"{one.json_path}: {one.message}" for one in har_schema.iter_errors(archive)]

    assert problems == []
    assert len(archive["log"]["entries"]) > 8


def test_the_schema_would_find_a_missing_member(har_schema):
    archive = {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}}}

    assert [one.validator for one in har_schema.iter_errors(archive)] == ["required"]

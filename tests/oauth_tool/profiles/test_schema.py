"""The schema says all that the code needs, and no more."""

from dataclasses import fields

import jsonschema_rs
import pytest

from oauth_tool.profiles.extending import EXTENDS
from oauth_tool.profiles.meaning import meaning_findings
from oauth_tool.profiles.profile import DatabaseNames, Endpoints, Profile, RedirectUriRules
from oauth_tool.profiles.schema_findings import profile_schema, schema_findings
from oauth_tool.profiles.shipped import SHIPPED, shipped_document
from oauth_tool.storage.platform_fields import FIELDS

SCHEMA = profile_schema()
PROPERTIES = SCHEMA["properties"]
MAY_LACK = {
    "clients": {"is_public", "secret_scheme"},
    "access_tokens": {"family_id"},
    "refresh_tokens": {"family_id"},
}


def names(dataclass):
    return {field.name for field in fields(dataclass)}


def target(schema):
    return SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def parts(schema):
    yield schema
    for inner in [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]:
        yield from parts(inner)
    for keyword in ("items", "additionalProperties", "propertyNames"):
        if isinstance(schema.get(keyword), dict):
            yield from parts(schema[keyword])


def columns_of(table):
    tables = PROPERTIES["database"]["properties"]["tables"]["properties"]
    return target(tables[table])["properties"]["columns"]


def test_it_is_a_json_schema_of_draft_2020_12():
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(SCHEMA)


@pytest.mark.parametrize("name", SHIPPED)
def test_it_accepts_every_shipped_profile(name):
    assert list(schema_findings(shipped_document(name), SCHEMA)) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_the_parts_of_every_shipped_profile_fit_one_another(name):
    document = {**shipped_document(name), "name": "another"}

    assert list(meaning_findings(document, ())) == []


def test_every_part_describes_itself_since_that_is_the_remedy():
    assert [
        part for part in parts(SCHEMA) if "$ref" not in part and "description" not in part
    ] == []


def test_every_object_forbids_what_it_does_not_know():
    objects = [part for part in parts(SCHEMA) if part.get("type") == "object"]

    assert [part for part in objects if "additionalProperties" not in part] == []


def test_it_requires_every_part_of_a_profile():
    assert set(PROPERTIES) == names(Profile) | {EXTENDS}
    assert set(SCHEMA["required"]) == names(Profile) - {"default_grant_types"}  # all, if left out
    needed = names(Endpoints) - {"setup_wizard"}  # not every platform has one
    assert set(PROPERTIES["endpoints"]["required"]) == needed
    assert set(PROPERTIES["redirect_uris"]["required"]) == names(RedirectUriRules)
    tables = PROPERTIES["database"]["properties"]["tables"]["required"]
    assert set(tables) == names(DatabaseNames) - {"schema", "api_keys"}


@pytest.mark.parametrize("table", FIELDS)
def test_it_knows_every_field_of_the_store_and_requires_all_that_no_store_can_do_without(table):
    columns = columns_of(table)

    assert set(columns["properties"]) == set(FIELDS[table])
    assert set(columns["required"]) == set(FIELDS[table]) - MAY_LACK.get(table, set())


def test_it_knows_what_can_be_extended():
    assert PROPERTIES[EXTENDS]["enum"] == list(SHIPPED)

"""The published schemas of OpenAPI documents and of JSON Schema dialects.

They come with openapi-spec-validator and openapi-schema-validator. Those packages take half a
second to import, so their files are read instead.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from api_schema.validation.amendments import amend
from api_schema.validation.version import Version

DOCUMENT_SCHEMAS = "openapi_spec_validator", "resources/schemas/v{version}/schema.json"
DIALECT_SCHEMAS = "openapi_schema_validator", "schemas"
DRAFT_SCHEMAS = "jsonschema_specifications", "schemas"

DEFAULTS = {
    Version.V31: "https://spec.openapis.org/oas/3.1/dialect/base",
    Version.V32: "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
}
JSON_SCHEMA = frozenset(
    {
        "http://json-schema.org/draft-03/schema",
        "http://json-schema.org/draft-04/schema",
        "http://json-schema.org/draft-06/schema",
        "http://json-schema.org/draft-07/schema",
        "https://json-schema.org/draft/2019-09/schema",
        "https://json-schema.org/draft/2020-12/schema",
    }
)
WITHOUT_META_SCHEMA = "http://json-schema.org/draft-03/schema"


def is_known(dialect: str) -> bool:
    """Tell whether a dialect is one of JSON Schema's or OpenAPI's own."""
    return dialect.rstrip("#") in JSON_SCHEMA or dialect in openapi_resources()


def document_schema(version: Version) -> dict[str, object]:
    """Return the official schema of documents of a version, with what it leaves out."""
    package, file = DOCUMENT_SCHEMAS
    schema = _read(_folder_of(package) / file.format(version=version))
    amend(schema, version)
    return schema


@cache
def openapi_resources() -> dict[str, dict[str, object]]:
    """Return OpenAPI's dialects and vocabularies by their ``$id``."""
    return _resources_in(*DIALECT_SCHEMAS)


@cache
def draft_resources() -> dict[str, dict[str, object]]:
    """Return the meta-schemas of JSON Schema's own drafts by their ``$id``."""
    return _resources_in(*DRAFT_SCHEMAS)


def _resources_in(package: str, folder: str) -> dict[str, dict[str, object]]:
    files = (file for file in (_folder_of(package) / folder).rglob("*") if file.is_file())
    resources = [_read(file) for file in sorted(files)]
    return {str(resource.get("$id") or resource["id"]): resource for resource in resources}


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package, name=package)
    return Path(spec.origin).parent


def _read(file: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads(file.read_bytes())
    return content

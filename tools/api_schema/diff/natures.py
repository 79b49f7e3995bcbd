"""What a change matters for, by where it is."""

from api_schema.diff.change import Keys, Nature

DOCUMENTING = frozenset(
    {"description", "summary", "title", "example", "examples", "externalDocs", "termsOfService"}
    | {"contact", "license"}
)
# Below these, keys are names that somebody chose.
NAMING = frozenset(
    {"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"}
    | {"schemas", "parameters", "responses", "requestBodies", "headers", "securitySchemes", "links"}
    | {"callbacks", "pathItems", "paths", "webhooks", "content", "encoding", "variables", "mapping"}
)
VALUES = frozenset({"default", "enum", "const"})  # below these, keys are data
# FastAPI adds these two schemas itself, and changes them with its versions.
OF_THE_FRAMEWORK = frozenset({"ValidationError", "HTTPValidationError"})
SCHEMA_PLACES = (("components", "schemas"), ("definitions",))
# How versions of FastAPI describe the content of a file: OpenAPI 3.0's way, and 3.1's.
FILES = ({"format": "binary"}, {"contentMediaType": "application/octet-stream"})


def nature_at(keys: Keys) -> Nature:
    """Return what a change at this place matters for."""
    if _is_of_the_framework(keys):
        return Nature.FRAMEWORK
    return Nature.DOCUMENTATION if _is_documentation(keys) else Nature.MEANING


def framework_keys(earlier: dict[str, object], later: dict[str, object]) -> frozenset[str]:
    """Return the keys of a schema that say the same in the words of another framework version."""
    for one, other in (FILES, FILES[::-1]):
        if one.items() <= _plain(earlier) and other.items() <= _plain(later):
            return frozenset(one | other)
    return frozenset()


def _plain(schema: dict[str, object]) -> set[tuple[str, str]]:
    return {(key, value) for key, value in schema.items() if isinstance(value, str)}


def _is_of_the_framework(keys: Keys) -> bool:
    return any(
        keys[: len(place)] == place
        and len(keys) > len(place)
        and keys[len(place)] in OF_THE_FRAMEWORK
        for place in SCHEMA_PLACES
    )


def _is_documentation(keys: Keys) -> bool:
    is_name = False
    for key in keys:
        if not is_name and key in VALUES:
            return False
        if not is_name and key in DOCUMENTING:
            return True
        is_name = not is_name and key in NAMING
    return False

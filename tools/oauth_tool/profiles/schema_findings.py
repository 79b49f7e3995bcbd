"""What a JSON schema finds in a document, with the schema's word on what belongs there.

jsonschema-rs, not jsonschema: it imports in a sixth of the time, and its errors carry what they are
about as data.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from oauth_tool.profiles.mistakes import Finding, shown
from oauth_tool.profiles.shipped import Document

MISSING = "this is missing"
Schema = Mapping[str, Any]


@cache
def profile_schema() -> Schema:
    """Return the JSON schema of a profile."""
    text = Path(__file__).with_name("profile.schema.json").read_bytes()
    schema: Schema = json.loads(text)
    return schema


def schema_findings(document: Document, schema: Schema) -> Iterator[Finding]:
    """Yield everything in a document that a schema does not allow."""
    validator = Draft202012Validator(dict(schema))
    for error in validator.iter_errors(dict(document)):
        yield from _EXPLAINED.get(error.kind.name, _wrong_value)(error, schema)


def _missing(error: ValidationError, schema: Schema) -> Iterator[Finding]:
    key = error.kind.value
    yield Finding(
        path=(*error.instance_path, key),
        message=MISSING,
        remedy=_description(_rules(error, schema)["properties"][key], schema),
    )


def _unknown(error: ValidationError, schema: Schema) -> Iterator[Finding]:
    known = list(_rules(error, schema)["properties"])
    for key in error.kind.value:
        alike = get_close_matches(key, known, n=1)
        yield Finding(
            path=(*error.instance_path, key),
            message="nothing of this name is known here",
            remedy=f"write {alike[0]}, if that is meant"
            if alike
            else f"known are {', '.join(known)}",
        )


def _wrong_name(error: ValidationError, schema: Schema) -> Iterator[Finding]:
    inner = error.kind.value
    yield Finding(
        path=(*error.instance_path, inner.instance),
        message=f"{shown(inner.instance)} is not a name that can stand here",
        remedy=_description(_rules(error, schema)["propertyNames"], schema),
    )


def _wrong_value(error: ValidationError, schema: Schema) -> Iterator[Finding]:
    yield Finding(
        path=tuple(error.instance_path),
        message=f"{shown(error.instance)} {_FAULTS[error.kind.name](error.kind.value)}",
        remedy=_description(_rules(error, schema), schema),
    )


def _type_fault(types: object) -> str:
    names = types if isinstance(types, list) else [types]
    return f"is not of type {' or '.join(f'{name!r}' for name in names)}"


_EXPLAINED: Mapping[str, Callable[[ValidationError, Schema], Iterator[Finding]]] = {
    "required": _missing,
    "additionalProperties": _unknown,
    "propertyNames": _wrong_name,
}

_FAULTS: Mapping[str, Callable[[Any], str]] = {
    "type": _type_fault,
    "enum": lambda values: f"is not one of {', '.join(map(str, values))}",
    "pattern": lambda _: "is not of the form that is needed here",
    "minimum": lambda limit: f"is less than {limit}",
    "maximum": lambda limit: f"is more than {limit}",
    "minItems": lambda _: "is empty",
    "minProperties": lambda _: "is empty",
    "uniqueItems": lambda _: "holds something twice",
}


def _rules(error: ValidationError, schema: Schema) -> Any:  # noqa: ANN401 - a part of a JSON document
    """Return the part of the schema whose keyword was not met."""
    part: Any = schema
    for key in error.schema_path[: _depth_of_rules(error)]:
        part = part[key]
    return part


def _depth_of_rules(error: ValidationError) -> int:
    return error.schema_path.index("propertyNames") if error.kind.name == "propertyNames" else -1


def _description(part: Schema, schema: Schema) -> str:
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    description: str = part["description"]
    return description

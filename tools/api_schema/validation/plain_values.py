"""Quick answers for values whose schema says little: most examples are of this sort."""

import binascii
import re
from base64 import b64decode

from api_schema.validation.types import is_of_type

PLAIN = frozenset(
    {
        "default",
        "deprecated",
        "description",
        "enum",
        "example",
        "examples",
        "externalDocs",
        "format",
        "items",
        "nullable",
        "readOnly",
        "title",
        "type",
        "writeOnly",
        "xml",
    }
)
# Formats that say nothing of whether a value is right, as the reference engine has it, too.
LENIENT = frozenset(
    {
        "duration",
        "hostname",
        "idn-hostname",
        "iri",
        "iri-reference",
        "json-pointer",
        "regex",
        "relative-json-pointer",
        "uri",
        "uri-reference",
        "uri-template",
    }
)
UNCHECKED = LENIENT | {"int32", "int64", "float", "double", "byte", "binary", "password"}
# Those that every reader of RFC 3339 takes; there are more.
PLAIN_TIME = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z",
    re.ASCII,
)
INTEGERS = {"int32": 2**31, "int64": 2**63}


def fits_plainly(value: object, schema: object) -> bool:
    """Tell whether a value surely fits; if not, it may fit all the same."""
    if not isinstance(schema, dict) or not schema.keys() <= PLAIN:
        return False
    if isinstance(value, str) and not _has_its_format(value, schema.get("format")):
        return False
    if "items" in schema and not _have_plain_items(value, schema["items"]):
        return False
    if "enum" in schema and not _is_among(value, schema["enum"]):
        return False
    declared = schema.get("type")
    return declared is None or (isinstance(declared, str) and is_of_type(value, declared))


def _has_its_format(value: str, name: object) -> bool:
    """Tell whether a text surely has a format."""
    if name == "date-time":
        return PLAIN_TIME.fullmatch(value) is not None
    return name is None or (isinstance(name, str) and name in UNCHECKED)


def _have_plain_items(value: object, schema: object) -> bool:
    """Tell whether the members of a value, if it has any, surely fit."""
    return not isinstance(value, list) or all(fits_plainly(item, schema) for item in value)


def _is_among(value: object, options: object) -> bool:
    if not isinstance(options, list):
        return False
    return any(type(value) is type(option) and value == option for option in options)


def format_fault(value: object, schema: object) -> str | None:
    """Say what is wrong with a value by OpenAPI's own formats, if anything is."""
    name = schema.get("format") if isinstance(schema, dict) else None
    if not isinstance(name, str):
        return None
    if name in INTEGERS and isinstance(value, int) and not isinstance(value, bool):
        limit = INTEGERS[name]
        return None if -limit <= value < limit else f"{value} is out of the range of {name}"
    if name == "byte" and isinstance(value, str) and not _is_base64(value):
        return "it is not encoded in base64, as format: byte says"
    return None


def _is_base64(text: str) -> bool:
    try:
        b64decode(text.encode(), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True

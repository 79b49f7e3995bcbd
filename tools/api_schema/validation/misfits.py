"""Do the values in a document, its examples and defaults, fit the schemas beside them?

All values are checked in one go, by one schema that has each value's schema as a property: what
schemas share is compiled once, and thousands of values take a fraction of a second.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from jsonschema_rs import Draft4Validator, Draft202012Validator, ReferencingError, ValidationError

from api_schema.validation.branches import innermost
from api_schema.validation.nullable import null_as_type
from api_schema.validation.outline import Outline
from api_schema.validation.plain_values import LENIENT
from api_schema.validation.referenced_parts import referenced_parts
from api_schema.validation.shape_words import fault_of, path_in
from api_schema.validation.values import Misfit, Value


def misfits(values: Iterable[Value], outline: Outline) -> list[Misfit]:
    """Return each place in a value that its schema rejects.

    A value whose schema is broken is passed over: the schema's own problem is reported elsewhere.
    """
    with null_as_type(outline):
        return _misfits_in(_by_schema(values), outline)


def _misfits_in(groups: list[list[Value]], outline: Outline) -> list[Misfit]:
    """Check groups of values together; where a schema is broken, halve until it stands alone."""
    try:
        return list(_checked(groups, outline))
    except (ValidationError, ReferencingError, ValueError):  # the last one: nested too deep
        half = len(groups) // 2
        parts = (groups[:half], groups[half:]) if half else ()
        return list(chain.from_iterable(_misfits_in(part, outline) for part in parts))


def _by_schema(values: Iterable[Value]) -> list[list[Value]]:
    """Group the values whose schemas say the same: equal references, or the very same object."""
    groups: defaultdict[str | int, list[Value]] = defaultdict(list)
    for value in values:
        schema = value.schema
        reference = schema.get("$ref") if isinstance(schema, dict) and len(schema) == 1 else None
        groups[reference if isinstance(reference, str) else id(schema)].append(value)
    return list(groups.values())


def _checked(listed: list[list[Value]], outline: Outline) -> Iterator[Misfit]:
    groups = {str(index): group for index, group in enumerate(listed)}
    schema = {
        **referenced_parts([group[0].schema for group in listed], outline),
        "properties": {name: {"items": group[0].schema} for name, group in groups.items()},
    }
    modern = outline.version.has_json_schema
    validator_class = Draft202012Validator if modern else Draft4Validator
    validator = validator_class(
        schema, validate_formats=True, formats=dict.fromkeys(LENIENT, _anything), offline=True
    )
    instance = {name: [value.value for value in group] for name, group in groups.items()}
    for error in validator.iter_errors(instance):
        for inner in innermost(error):
            if not _is_one_way(inner, schema):
                yield _misfit(inner, groups)


def _anything(_: str) -> bool:
    return True


def _misfit(error: ValidationError, groups: dict[str, list[Value]]) -> Misfit:
    name, index, *rest = error.instance_path
    value = groups[str(name)][int(index)]
    path = path_in(value.value, rest, start=value.path)
    return Misfit(path, fault_of(error, {}).message, value.role)


def _is_one_way(error: ValidationError, schema: object) -> bool:
    """Tell whether what is missing is only in requests, or only in responses (OpenAPI, 4.8.24)."""
    if type(error.kind).__name__ != "Required":
        return False
    for key in error.schema_path[:-1]:
        if isinstance(schema, dict):
            schema = schema.get(str(key))
        elif isinstance(schema, list) and isinstance(key, int):
            schema = schema[key]
    properties = schema.get("properties") if isinstance(schema, dict) else None
    name = error.kind.property  # type: ignore[attr-defined]  # it is Required
    described = properties.get(name) if isinstance(properties, dict) else None
    return isinstance(described, dict) and True in (
        described.get("readOnly"),
        described.get("writeOnly"),
    )

"""The types of JSON Schema."""

from collections.abc import Callable


def is_of_type(value: object, name: str) -> bool:
    """Tell whether a value is of a type; of a type that is not known here, everything is."""
    return TYPES.get(name, _anything)(value)


def _anything(value: object) -> bool:
    del value
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: object) -> bool:
    return _is_number(value) and (isinstance(value, int) or float(str(value)).is_integer())


TYPES: dict[str, Callable[[object], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}

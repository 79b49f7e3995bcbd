"""The values in a document, its examples and defaults, and those of which a glance says enough."""

from collections.abc import Iterable
from typing import NamedTuple

from api_schema.validation.path import Path
from api_schema.validation.plain_values import fits_plainly, format_fault

DEFAULTS, EXAMPLES = "default", "example"


class Value(NamedTuple):
    """A value, where it is, the schema that it should fit, and whether it is a default."""

    value: object
    path: Path
    schema: object
    schema_path: Path
    role: str


class Misfit(NamedTuple):
    """A place in a value that its schema rejects, why, and whether it is in a default."""

    path: Path
    message: str
    role: str


def settled(values: Iterable[Value]) -> tuple[list[Misfit], list[Value]]:
    """Return what surely does not fit, and the values that may or may not."""
    found: list[Misfit] = []
    open_questions: list[Value] = []
    for value in values:
        if fault := format_fault(value.value, value.schema):
            found.append(Misfit(value.path, fault, value.role))
        elif not fits_plainly(value.value, value.schema):
            open_questions.append(value)
    return found, open_questions

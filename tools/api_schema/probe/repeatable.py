"""Annotations that pydantic makes the same validator of each time: it asks nobody else's code.

A class, or a mark in Annotated, may have a method that pydantic calls for each validator and that
may answer differently each time; so may what a mark holds. Hence nothing counts but what is known.
"""

from __future__ import annotations

import sys
from enum import EnumMeta
from typing import Annotated, Any, Literal, Union, get_args, get_origin

HOOKS = ("__get_pydantic_core_schema__", "__get_validators__")
SCHEMA = "__pydantic_core_schema__"
LIBRARY = frozenset(
    ("builtins", "collections", "collections.abc", "datetime", "decimal", "ipaddress", "pathlib")
) | {"pathlib._local", "re", "types", "typing", "uuid"}
FRAMEWORKS = frozenset(("fastapi", "pydantic", "pydantic_core", "starlette"))
FIELDS = frozenset(("pydantic.fields", "fastapi.params"))
MARKS = {
    "annotated_types": frozenset(
        ("Ge", "Gt", "Interval", "Le", "Len", "Lt", "MaxLen", "MinLen", "MultipleOf", "Timezone")
    ),
    "pydantic.functional_validators": frozenset(
        ("AfterValidator", "BeforeValidator", "PlainValidator", "WrapValidator")
    ),
    "pydantic.json_schema": frozenset(("Examples", "WithJsonSchema")),
    "pydantic.networks": frozenset(("UrlConstraints",)),
    "pydantic.types": frozenset(
        ("AllowInfNan", "Discriminator", "StringConstraints", "Strict", "Tag", "UuidVersion")
    ),
}
GENERAL = "pydantic._internal._fields"  # its classes are made in a function and hold plain values
PLAIN = frozenset((str, int, bool, type(None)))


def is_repeatable(annotation: object) -> bool:
    """Tell whether pydantic makes the same of an annotation each time."""
    origin = get_origin(annotation)
    if origin is None:
        return annotation is Any or annotation is None or is_known(annotation)
    if origin is Literal:
        return True
    if origin is Annotated:
        meant, *marks = get_args(annotation)
        return is_repeatable(meant) and all(map(is_repeatable_mark, marks))
    return (origin is Union or is_known(origin)) and all(
        argument is Ellipsis or is_repeatable(argument) for argument in get_args(annotation)
    )


def is_known(kind: object) -> bool:
    """Tell whether this is a finished model, an enumeration, or a class that is known by name."""
    if not isinstance(kind, type):
        return False
    hook = getattr(kind, HOOKS[0], None)
    if SCHEMA in vars(kind) and getattr(hook, "__module__", "") == "pydantic.main":
        # A model that is not finished, and in older versions a generic one, is looked into again.
        generic = getattr(kind, "__pydantic_generic_metadata__", {})
        return type(vars(kind)[SCHEMA]) is dict and not generic.get("origin")
    if isinstance(kind, EnumMeta):
        return not any(hasattr(kind, name) for name in HOOKS)
    if kind is type(None):
        return True
    module = kind.__module__
    return (module in LIBRARY or module.partition(".")[0] in FRAMEWORKS) and is_itself(kind)


def is_repeatable_mark(mark: object) -> bool:
    """Tell whether pydantic makes the same of a piece of metadata each time."""
    kind = type(mark)
    if kind in PLAIN or kind.__module__ == GENERAL:
        return True
    if not is_itself(kind):
        return False
    if kind.__module__ in FIELDS:
        asks = getattr(mark, "field_title_generator", None) is not None
        return not asks and all(map(is_repeatable_mark, getattr(mark, "metadata", ())))
    given = getattr(mark, "json_schema_input_type", Any)
    return kind.__name__ in MARKS.get(kind.__module__, ()) and (
        type(given).__name__ == "PydanticUndefinedType" or is_repeatable(given)
    )


def is_itself(kind: type) -> bool:
    """Tell whether a class is the one that its module has under its name."""
    module = sys.modules.get(kind.__module__)
    return module is not None and vars(module).get(kind.__name__) is kind

"""FastAPI builds a validator for each field of each route; equal ones are built once.

An application that includes a router builds all of its fields again, and thousands of dependencies
have the same parameters. What a validator is made of are the annotation, the metadata and the
attributes of its field: where these are the same objects, or texts and numbers that are equal, so
is the validator, and nobody changes one; unless a type is asked each time, which ``repeatable``
knows. A FastAPI whose fields are made of something else is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api_schema.probe.own_modules import import_own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

MODULE = "fastapi._compat.v2"
MADE_OF = {"field_info", "config"}
MADE = "_type_adapter"
COMPARED = frozenset((str, int, bool, type(None)))  # a float may be no number, a list may change


class Same:
    """An object that equals itself only, and stays in memory, so that no other has its place."""

    __slots__ = ("held",)

    def __init__(self, held: object) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.held is other.held


def share_in(module: Any) -> None:  # noqa: ANN401 - its attributes are FastAPI's
    """Have the fields of a module share validators, if it is one whose fields are known."""
    field: Any = getattr(module, "ModelField", None)
    build = getattr(field, "__post_init__", None)
    names = set(getattr(getattr(build, "__code__", None), "co_names", ()))
    reads = names.intersection(getattr(field, "__dataclass_fields__", ()))
    if build is not None and reads == MADE_OF and {MADE, "asdict"} <= names:
        field.__post_init__ = sharing(build, module.asdict)


def sharing(
    build: Callable[[Any], None], parts_of: Callable[[Any], dict[str, Any]]
) -> Callable[[Any], None]:
    """Return a function that builds a field's validator, or takes the one of an equal field."""
    known: dict[object, Any] = {}
    repeatable: Any = import_own("repeatable")  # here typing is imported already

    def build_or_share(field: Any) -> None:  # noqa: ANN401 - FastAPI's
        made_of = field.field_info
        if not (
            repeatable.is_repeatable_mark(made_of) and repeatable.is_repeatable(made_of.annotation)
        ):
            build(field)
            return
        key = (Same(field.config), *key_of(**parts_of(field.field_info)))
        adapter = known.get(key)
        if adapter is not None:
            field._type_adapter = adapter  # noqa: SLF001 - that is what build does
            return
        before = {*vars(field), MADE}
        build(field)
        # One that waits for a class that is not defined yet is made again once it is.
        if before == {*vars(field)} and field._type_adapter.pydantic_complete:  # noqa: SLF001 - the same
            known[key] = field._type_adapter  # noqa: SLF001 - the same

    return build_or_share


def key_of(
    annotation: object, metadata: Sequence[object], attributes: dict[str, object]
) -> Iterator[object]:
    """Yield what tells one validator from others."""
    yield Same(annotation)
    yield from schemas_in(annotation)
    yield len(metadata)
    yield from map(mark, metadata)
    for name, value in attributes.items():
        yield name
        yield mark(value)


def mark(value: object) -> object:
    """Return what equals the mark of the same value only."""
    return (type(value), value) if type(value) in COMPARED else Same(value)


def schemas_in(annotation: object) -> Iterator[Same]:
    """Yield the schemas of an annotation's models: a model may be built again."""
    if isinstance(annotation, type):
        yield Same(vars(annotation).get("__pydantic_core_schema__"))
    arguments = getattr(annotation, "__args__", ())
    if isinstance(arguments, tuple):
        for argument in arguments:
            yield from schemas_in(argument)

"""What is wrong with the shape of a document, in words, and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from api_schema.validation.grammar import Json
from api_schema.validation.path import ROOT, Key, Path

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError  # it takes a while to import

LONGEST_VALUE = 80
LONGEST_MESSAGE = 300


class Fault(NamedTuple):
    """A place that is not as the official schema wants it.

    Attributes:
        path: Where it is.
        message: What is wrong.
        remedy: What to do about it.
        unevaluated: The fields that nothing in the schema took notice of.
    """

    path: Path
    message: str
    remedy: str
    unevaluated: tuple[str, ...] = ()


REMEDIES = {
    "Required": "add it",
    "AdditionalProperties": "remove it, mend its spelling, or start its name with x-",
    "UnevaluatedProperties": "remove it, mend its spelling, or start its name with x-",
    "Type": "write a value of the type that the specification wants here",
    "Enum": "write one of these values",
    "Constant": "write this value",
    "Pattern": "write it in the form that the specification wants here",
    "Format": "write it in the form that the specification wants here",
    "OneOfMultipleValid": "keep one of the alternatives",
}
GENERAL_REMEDY = "compare it with the specification's description of this object"


def fault_of(error: ValidationError, document: Json) -> Fault:
    """Return the words for an error."""
    name = type(error.kind).__name__
    say = WORDS.get(name, _own_words)
    message = say(error)
    return Fault(
        path=path_in(document, error.instance_path),
        message=message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]} …",
        remedy=REMEDIES.get(name, GENERAL_REMEDY),
        unevaluated=_unevaluated(error) if name == "UnevaluatedProperties" else (),
    )


def path_in(document: object, keys: list[Key], start: Path = ROOT) -> Path:
    """Return the path that keys spell in a node; a key of digits may have become a number."""
    path: Path = start
    node: object = document
    for key in keys:
        if isinstance(node, dict):
            name = str(key)
            node, path = node.get(name), (path, name)
        elif isinstance(node, list) and isinstance(key, int):
            node, path = node[key], (path, key)
        else:
            path = (path, key)
    return path


def shown(value: object) -> str:
    """Return a value as JSON, cut to a length that a line can take."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _own_words(error: ValidationError) -> str:
    return error.message


def _type(error: ValidationError) -> str:
    types = " or ".join(error.kind.types)  # type: ignore[attr-defined]  # by the table below
    return f"{shown(error.instance)} is not of type {types}"


def _enum(error: ValidationError) -> str:
    options = ", ".join(map(shown, error.kind.options))  # type: ignore[attr-defined]  # the same
    return f"{shown(error.instance)} is none of {options}"


def _constant(error: ValidationError) -> str:
    expected = shown(error.kind.expected_value)  # type: ignore[attr-defined]  # the same
    return f"{shown(error.instance)} is not {expected}"


def _unexpected(error: ValidationError) -> str:
    names = ", ".join(map(shown, _unevaluated(error)))
    return f"{names} {'does' if len(_unevaluated(error)) == 1 else 'do'} not belong here"


def _multiple(error: ValidationError) -> str:
    return f"{shown(error.instance)} fits several alternatives of which only one is allowed"


def _not(error: ValidationError) -> str:
    ruled_out = error.kind.schema  # type: ignore[attr-defined]  # the same
    words = ruled_out.get("description") if isinstance(ruled_out, dict) else None
    return str(words or f"{shown(error.instance)} is what the specification rules out here")


def _unevaluated(error: ValidationError) -> tuple[str, ...]:
    return tuple(map(str, error.kind.unexpected))  # type: ignore[attr-defined]  # the same


WORDS: dict[str, Callable[[ValidationError], str]] = {
    "Type": _type,
    "Enum": _enum,
    "Constant": _constant,
    "AdditionalProperties": _unexpected,
    "UnevaluatedProperties": _unexpected,
    "OneOfMultipleValid": _multiple,
    "Not": _not,
}

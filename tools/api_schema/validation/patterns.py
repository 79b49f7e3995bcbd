"""The regular expressions of a document, and the dialects that take them."""

import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from api_schema.validation.path import Path, below
from api_schema.validation.subject import Subject
from api_schema.validation.unicode_properties import has_known_properties

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

PLAIN = re.compile(r"\^?[\w/.:-]*\$?", re.ASCII)


def patterns(subject: Subject) -> Iterator[tuple[str, Path]]:
    """Yield each pattern of a schema and where it stands."""
    for node, path in subject.outline.having("pattern"):
        pattern = node["pattern"]
        if isinstance(pattern, str):
            yield pattern, below(path, "pattern")
    for node, path in subject.outline.having("patternProperties"):
        named = node["patternProperties"]
        for pattern in named if isinstance(named, dict) else ():
            yield pattern, below(path, "patternProperties", pattern)


def is_ecma_262(pattern: str) -> bool:
    """Tell whether a pattern is a regular expression of ECMA-262 with Unicode semantics."""
    if _is_plain(pattern):
        return True
    return _ecma_262().is_valid(pattern) and has_known_properties(pattern)


def is_python(pattern: str) -> bool:
    """Tell whether Python takes a pattern for a regular expression."""
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _is_plain(pattern: str) -> bool:
    """Tell whether no character of a pattern is special: then any dialect takes it."""
    return PLAIN.fullmatch(pattern) is not None


@cache
def _ecma_262() -> "Draft202012Validator":
    from jsonschema_rs import Draft202012Validator  # noqa: PLC0415 - slow, needed by few

    return Draft202012Validator({"format": "regex"}, validate_formats=True)

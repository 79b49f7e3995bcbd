"""References that lead nowhere, in circles or out of the document.

Those that lead out are never followed: a validator that fetches them lets a document make requests
from the machine that checks it.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from urllib.parse import unquote

from api_schema.validation.problem import Problem, nodes

Json = Mapping[str, object]

HOLDS_DATA = frozenset({"const", "default", "enum", "example", "examples"})
HOLDS_NAMES = frozenset(
    {
        "$defs",
        "callbacks",
        "definitions",
        "encoding",
        "headers",
        "links",
        "parameters",
        "pathItems",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
    }
)


def reference_problems(document: Json) -> list[Problem]:
    """Return a problem for each ``$ref`` that cannot be resolved inside the document."""
    return [
        Problem(pointer=f"{pointer}/$ref", message=f"{reference} {fault}")
        for pointer, reference in _references(document)
        if (fault := _fault_of(reference, document)) is not None
    ]


def _references(document: Json) -> Iterator[tuple[str, str]]:
    for pointer, node in nodes(document):
        if isinstance(node, dict) and not _is_data(pointer):
            reference = node.get("$ref")
            if isinstance(reference, str):  # a property may be called $ref, its value is a schema
                yield pointer, reference


def _is_data(pointer: str) -> bool:
    return any(
        key in HOLDS_DATA and above not in HOLDS_NAMES
        for above, key in pairwise(pointer.split("/"))
    )


def _fault_of(reference: str, document: Json) -> str | None:
    seen: set[str] = set()
    current = reference
    while current not in seen:
        seen.add(current)
        if not current.startswith("#"):
            return "leads out of the document, and is not followed"
        if not _is_pointer(current):
            return None if _has_anchor(current[1:], document) else "leads to no anchor"
        try:
            found = _resolved(current, document)
        except LookupError:
            return "leads to nothing"
        following = found.get("$ref") if isinstance(found, dict) else None
        if not isinstance(following, str):
            return None
        current = following
    return "leads back to itself"


def _is_pointer(reference: str) -> bool:
    return reference == "#" or reference.startswith("#/")


def _resolved(reference: str, document: Json) -> object:
    """Return what a local reference points to (RFC 6901); LookupError if there is nothing."""
    found: object = document
    for part in unquote(reference).split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict):
            found = found[key]
        elif isinstance(found, list) and key.isdecimal():
            found = found[int(key)]
        else:
            raise LookupError(key)
    return found


def _has_anchor(name: str, document: Json) -> bool:
    return any(
        isinstance(node, dict) and name in (node.get("$anchor"), node.get("$dynamicAnchor"))
        for _, node in nodes(document)
    )

"""The reference engine: openapi-spec-validator as it is, each error with the path to its place.

It is given the parsed document, never its text, which it would read as YAML. Importing it takes
half a second, so only those who ask for it import this module.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn, Protocol

from openapi_spec_validator.shortcuts import get_validator_cls
from openapi_spec_validator.validation.exceptions import ValidatorDetectError
from openapi_spec_validator.validation.validators import SpecValidator

from api_schema.validation.path import ROOT, Key, Path, below
from api_schema.validation.rules.rule import Finding
from api_schema.validation.shape_words import path_in

Json = Mapping[str, object]
LONGEST_MESSAGE = 300


class _Found(Protocol):
    """A ValidationError of jsonschema, which is not typed."""

    message: str
    instance: object
    absolute_path: Iterable[Key]
    context: "list[_Found]"


def specification_faults(document: object) -> list[Finding]:
    """Return what openapi-spec-validator says about a document.

    Its rules on operations presume the shape that its schema demands, and break off where it is not
    there; so they are asked only about a document of the right shape.
    """
    if not isinstance(document, dict):
        return [Finding(ROOT, "the document is no object")]
    try:
        validator_class = get_validator_cls(document)
    except (ValidatorDetectError, TypeError):
        return [Finding(ROOT, "there is no openapi or swagger version known here")]
    offline = type("Offline", (validator_class,), {"resolver_handlers": _NoRetrieval()})
    validator: SpecValidator = offline(document)
    errors = validator.schema_validator.iter_errors(document)
    shape = [_fault_of_shape(found, document) for found in errors]
    return shape or list(_faults_of_rules(validator, document))


class _NoRetrieval(dict[str, object]):
    """Handlers for every URL scheme that refuse: this engine would fetch whatever it is told to."""

    def __contains__(self, scheme: object) -> bool:
        return True

    def __missing__(self, scheme: str) -> NoReturn:
        raise PermissionError(f"{scheme} references are not followed")


def _fault_of_shape(found: _Found, document: Json) -> Finding:
    deepest = _deepest(found)
    return Finding(path_in(document, list(deepest.absolute_path)), _short(deepest.message))


def _deepest(found: _Found) -> _Found:
    # Of the branches of a oneOf, the one that fits the furthest is the one that was meant.
    while found.context:
        found = max(found.context, key=lambda inner: len(list(inner.absolute_path)))
    return found


def _faults_of_rules(validator: SpecValidator, document: Json) -> Iterator[Finding]:
    try:
        for found in validator.root_validator(validator.schema_path):
            yield Finding(_place_of(found.instance, document), _short(found.message))
    except Exception as error:  # noqa: BLE001 - it raises whatever it trips on, of any class
        words = _short(f"openapi-spec-validator gave up: {type(error).__name__}: {error}")
        yield Finding(ROOT, words)


def _place_of(instance: object, document: Json) -> Path:
    # These errors know their path from the rule's own starting point only. Where the very object
    # that they are about stands once in the document, that is the place.
    places = [path for path, node in _nodes(document) if node is instance]
    return places[0] if len(places) == 1 else ROOT


def _nodes(document: object) -> Iterator[tuple[Path, object]]:
    waiting: list[tuple[Path, object]] = [(ROOT, document)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        if isinstance(node, dict):
            waiting.extend((below(path, key), value) for key, value in node.items())
        elif isinstance(node, list):
            waiting.extend((below(path, index), value) for index, value in enumerate(node))


def _short(message: str) -> str:
    first = message.partition("\n")[0]  # where jsonschema-rs is installed, much more follows
    return first if len(first) <= LONGEST_MESSAGE else f"{first[:LONGEST_MESSAGE]} …"

"""What openapi-spec-validator finds, each problem with the pointer to its place.

It is given the parsed document, never its text, which it would read as YAML. Importing it takes
half a second, so only those who validate import this module.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NoReturn, Protocol

from openapi_spec_validator.shortcuts import get_validator_cls
from openapi_spec_validator.validation.exceptions import ValidatorDetectError
from openapi_spec_validator.validation.validators import SpecValidator

from api_schema.validation.problem import ROOT, Problem, nodes, step

Json = Mapping[str, object]
LONGEST_MESSAGE = 300


class _Found(Protocol):
    """A ValidationError of jsonschema, which is not typed."""

    message: str
    instance: object
    absolute_path: Iterable[str | int]
    context: "list[_Found]"


def specification_problems(document: Json) -> list[Problem]:
    """Return what openapi-spec-validator says about a document whose references resolve.

    Its rules on operations presume the shape that its schema demands, and break off with a KeyError
    where it is not there; so they are asked only about a document of the right shape.
    """
    try:
        validator_class = get_validator_cls(dict(document))
    except (ValidatorDetectError, TypeError):
        return [Problem(pointer=ROOT, message="there is no openapi or swagger version known here")]
    offline = type("Offline", (validator_class,), {"resolver_handlers": _NoRetrieval()})
    validator: SpecValidator = offline(dict(document))
    shape = [_problem_of_shape(found) for found in validator.schema_validator.iter_errors(document)]
    return shape or list(_problems_of_rules(validator, document))


class _NoRetrieval(dict[str, object]):
    """Handlers for every URL scheme that refuse: the second lock behind the check of references."""

    def __contains__(self, scheme: object) -> bool:
        return True

    def __missing__(self, scheme: str) -> NoReturn:
        raise PermissionError(f"{scheme} references are not followed")


def _problem_of_shape(found: _Found) -> Problem:
    deepest = _deepest(found)
    pointer = ROOT
    for key in deepest.absolute_path:
        pointer = step(pointer, key)
    return _problem(pointer, deepest.message)


def _deepest(found: _Found) -> _Found:
    # Of the branches of a oneOf, the one that fits the furthest is the one that was meant.
    while found.context:
        found = max(found.context, key=lambda inner: len(list(inner.absolute_path)))
    return found


def _problems_of_rules(validator: SpecValidator, document: Json) -> Iterator[Problem]:
    try:
        for found in validator.root_validator(validator.schema_path):
            yield _problem(_place_of(found.instance, document), found.message)
    except Exception as error:  # noqa: BLE001 - it raises whatever it trips on, of any class
        yield _problem(ROOT, f"openapi-spec-validator gave up: {type(error).__name__}: {error}")


def _place_of(instance: object, document: Json) -> str:
    # These errors know their path from the rule's own starting point only. Where the very object
    # that they are about stands once in the document, that is the place.
    places = [pointer for pointer, node in nodes(document) if node is instance]
    return places[0] if len(places) == 1 else ROOT


def _problem(pointer: str, message: str) -> Problem:
    first = message.partition("\n")[0]  # where jsonschema-rs is installed, much more follows
    short = first if len(first) <= LONGEST_MESSAGE else f"{first[:LONGEST_MESSAGE]} …"
    return Problem(pointer=pointer, message=short)

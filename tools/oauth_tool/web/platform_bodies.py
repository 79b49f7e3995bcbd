"""Read the JSON bodies of AutoGPT's endpoints, and name every mistake in them as it does.

Its answers repeat what was sent, secrets included; ours say ``[redacted]`` in that place.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

REDACTED = "[redacted]"
Body = Mapping[str, Any]
Problem = Mapping[str, object]


@dataclass(frozen=True)
class InvalidBody(Exception):
    """A body does not have the shape that the endpoint asks for."""

    problems: tuple[Problem, ...]


async def read_object(request: web.Request) -> Body:
    """Return the JSON object in the body of a request.

    Raises:
        InvalidBody: It is not JSON, or not an object.
    """
    try:
        body = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError) as error:
        position = getattr(error, "pos", 0)
        detail = {"error": getattr(error, "msg", "not text in a known encoding")}
        raise InvalidBody(
            (_problem("json_invalid", [position], "JSON decode error", detail),)
        ) from error
    if not isinstance(body, dict):
        raise InvalidBody(
            (
                _problem(
                    "model_attributes_type",
                    [],
                    "Input should be a valid dictionary or object to extract fields from",
                ),
            )
        )
    return body


def texts(body: Body, required: Iterable[str]) -> Mapping[str, str]:
    """Return the required texts.

    Raises:
        InvalidBody: It names every one that is missing or no text.
    """
    names = tuple(required)
    problems = tuple(problem for name in names if (problem := _problem_with_text(body, name)))
    if problems:
        raise InvalidBody(problems)
    return {name: body[name] for name in names}


def one_of(body: Body, name: str, choices: Collection[str]) -> str:
    """Return a text that must be one of a few.

    Raises:
        InvalidBody: It is missing or another.
    """
    if name not in body:
        raise InvalidBody((_missing(name),))
    value = body[name]
    if isinstance(value, str) and value in choices:
        return value
    expected = " or ".join(f"'{choice}'" for choice in choices)
    raise InvalidBody(
        (_problem("literal_error", [name], f"Input should be {expected}", {"expected": expected}),)
    )


def optional_one_of(body: Body, name: str, choices: Collection[str]) -> str | None:
    """Return a text that may be absent, and otherwise must be one of a few.

    Raises:
        InvalidBody: It is another.
    """
    return None if body.get(name) is None else one_of(body, name, choices)


def _problem_with_text(body: Body, name: str) -> Problem | None:
    if name not in body:
        return _missing(name)
    if not isinstance(body[name], str):
        return _problem("string_type", [name], "Input should be a valid string")
    if not _is_storable(body[name]):
        return _problem(
            "string_unicode",
            [name],
            "Input should be a valid string, unable to parse raw data as a unicode string",
        )
    return None


def _is_storable(text: str) -> bool:
    # No database holds a NUL or half a surrogate pair in a text, so nothing is found by one.
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _missing(name: str) -> Problem:
    return _problem("missing", [name], "Field required")


def _problem(
    kind: str, location: list[str | int], message: str, context: Mapping[str, str] | None = None
) -> Problem:
    problem = {"type": kind, "loc": ["body", *location], "msg": message, "input": REDACTED}
    return {**problem, "ctx": context} if context else problem

"""Read the JSON bodies of AutoGPT's endpoints, and name every mistake in them as it does.

Its answers repeat what was sent, secrets included; ours say ``[redacted]`` in that place.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

REDACTED = "[redacted]"
# No database holds a NUL or half a surrogate pair in a text, so nothing is found by one.
_unstorable_in = re.compile("[\0\ud800-\udfff]").search
Body = Mapping[str, Any]
Problem = Mapping[str, object]
Check = Callable[[Body, str], Problem | None]
"""Return what is wrong with one field of a body, or None."""


@dataclass(frozen=True)
class InvalidBody(Exception):
    """A body does not have the shape that the endpoint asks for."""

    problems: tuple[Problem, ...]


async def read_json(request: web.Request) -> Body:
    """Return the JSON object in a request that says that it carries one.

    No page elsewhere can send such a request without asking first (a CORS preflight).

    Raises:
        InvalidBody: It says something else, is not JSON, or not an object.
    """
    if not _is_json(request.content_type):
        raise InvalidBody((_NO_OBJECT if request.body_exists else _NOTHING,))
    return await read_object(request)


async def read_object(request: web.Request) -> Body:
    """Return the JSON object in the body of a request, whatever it is said to be.

    Raises:
        InvalidBody: It is not JSON, or not an object.
    """
    try:
        body = loaded(await request.read(), request.charset)
    except (ValueError, LookupError, RecursionError) as error:
        position = getattr(error, "pos", 0)
        detail = {"error": getattr(error, "msg", "not text in a known encoding")}
        raise InvalidBody(
            (_problem("json_invalid", [position], "JSON decode error", detail),)
        ) from error
    if not isinstance(body, dict):
        raise InvalidBody((_NO_OBJECT,))
    return body


def loaded(text: bytes, charset: str | None) -> object:
    """Return what a JSON text says; whole numbers beyond 64 bits may become floating ones.

    Raises:
        ValueError: It is none.
        LookupError: Nobody knows its character set.
        RecursionError: It is too deep.
    """
    encoding = charset or "utf-8"
    if encoding != "utf-8":
        return _slowly_loaded(text, encoding)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return _slowly_loaded(text, encoding)


def _slowly_loaded(text: bytes, encoding: str) -> object:
    # It takes what else the platform's own parser takes, and says what is wrong as it does.
    return json.loads(text.decode(encoding))


def checked_fields(body: Body, checks: Mapping[str, Check]) -> Mapping[str, Any]:
    """Return the fields that are there, once every one of them has passed its check.

    Raises:
        InvalidBody: It names every one that has not.
    """
    problems = [
        problem for name, check in checks.items() if (problem := check(body, name)) is not None
    ]
    if problems:
        raise InvalidBody(tuple(problems))
    return {name: body[name] for name in checks if name in body}


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
    raise InvalidBody((_no_choice(name, choices),))


def a_text(body: Body, name: str) -> Problem | None:
    """Check that a field is a text that a database can hold."""
    if name not in body:
        return _missing(name)
    if not isinstance(body[name], str):
        return _problem("string_type", [name], "Input should be a valid string")
    if _unstorable_in(body[name]):
        return _problem(
            "string_unicode",
            [name],
            "Input should be a valid string, unable to parse raw data as a unicode string",
        )
    return None


def maybe_a_text(body: Body, name: str) -> Problem | None:
    """Check that a field is absent or a text."""
    return a_text(body, name) if name in body else None


def a_text_or_none(body: Body, name: str) -> Problem | None:
    """Check that a field is absent, null or a text."""
    return None if body.get(name) is None else a_text(body, name)


def some_texts(body: Body, name: str) -> Problem | None:
    """Check that a field is a list of texts."""
    if name not in body:
        return _missing(name)
    values = body[name]
    if not isinstance(values, list):
        return _problem("list_type", [name], "Input should be a valid list")
    for index, value in enumerate(values):
        if not isinstance(value, str) or _unstorable_in(value):
            return _problem("string_type", [name, index], "Input should be a valid string")
    return None


def a_flag(body: Body, name: str) -> Problem | None:
    """Check that a field is true or false."""
    if name not in body:
        return _missing(name)
    if isinstance(body[name], bool):
        return None
    return _problem("bool_type", [name], "Input should be a valid boolean")


def maybe_one_of(choices: Collection[str]) -> Check:
    """Return the check that a field is absent or one of a few texts."""

    def check(body: Body, name: str) -> Problem | None:
        value = body.get(name, next(iter(choices)))
        return None if isinstance(value, str) and value in choices else _no_choice(name, choices)

    return check


def one_of_or_none(choices: Collection[str]) -> Check:
    """Return the check that a field is absent, null or one of a few texts."""

    def check(body: Body, name: str) -> Problem | None:
        value = body.get(name)
        is_right = value is None or (isinstance(value, str) and value in choices)
        return None if is_right else _no_choice(name, choices)

    return check


def missing(name: str) -> InvalidBody:
    """Return the complaint that a required part is not there."""
    return InvalidBody((_missing(name),))


def no_number(place: str, name: str) -> InvalidBody:
    """Return the complaint that a part of the address is no whole number."""
    message = "Input should be a valid integer, unable to parse string as an integer"
    problem = {"type": "int_parsing", "loc": [place, name], "msg": message, "input": REDACTED}
    return InvalidBody((problem,))


def _no_choice(name: str, choices: Collection[str]) -> Problem:
    expected = " or ".join(f"'{choice}'" for choice in choices)
    return _problem("literal_error", [name], f"Input should be {expected}", {"expected": expected})


def _missing(name: str) -> Problem:
    return _problem("missing", [name], "Field required")


def _problem(
    kind: str, location: list[str | int], message: str, context: Mapping[str, str] | None = None
) -> Problem:
    problem = {"type": kind, "loc": ["body", *location], "msg": message, "input": REDACTED}
    return {**problem, "ctx": context} if context else problem


def _is_json(content_type: str) -> bool:
    kind, _, name = content_type.partition("/")
    return kind == "application" and (name == "json" or name.endswith("+json"))


_NOTHING = _problem("missing", [], "Field required")
_NO_OBJECT = _problem(
    "model_attributes_type",
    [],
    "Input should be a valid dictionary or object to extract fields from",
)

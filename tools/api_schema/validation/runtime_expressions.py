"""Runtime expressions: how a link or a callback names a part of a request or a response."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from api_schema.validation.grammar import Json
from api_schema.validation.operation import Operation
from api_schema.validation.path import Path, below
from api_schema.validation.subject import Subject

EMBEDDED = re.compile(r"\{(\$[^{}]*)\}")


class Expression(NamedTuple):
    """A runtime expression without braces around it, and the place of the text that holds it."""

    text: str
    path: Path


def expressions_in_link(link: Json, path: Path) -> Iterator[Expression]:
    """Yield the expressions in what a link passes on."""
    parameters = link.get("parameters")
    for name, value in parameters.items() if isinstance(parameters, dict) else ():
        yield from _expressions_in(value, below(path, "parameters", name))
    yield from _expressions_in(link.get("requestBody"), below(path, "requestBody"))


def expressions_in_callback(callback: Json, path: Path) -> Iterator[Expression]:
    """Yield the expressions in the addresses that a callback goes to."""
    for address in callback:
        yield from _expressions_in(address, below(path, address))


def expressions_of(operation: Operation, subject: Subject) -> Iterator[Expression]:
    """Yield the expressions in the links and callbacks of an operation, references followed."""
    for callback, path in _members(operation.node, "callbacks", operation.path, subject):
        yield from expressions_in_callback(callback, path)
    for response, path in _members(operation.node, "responses", operation.path, subject):
        for link, link_path in _members(response, "links", path, subject):
            yield from expressions_in_link(link, link_path)


def _members(node: Json, field: str, path: Path, subject: Subject) -> Iterator[tuple[Json, Path]]:
    members = node.get(field)
    for name, member in members.items() if isinstance(members, dict) else ():
        found, here, _ = subject.resolved(member, below(path, field, name))
        if isinstance(found, dict):
            yield found, here


def _expressions_in(value: object, path: Path) -> Iterator[Expression]:
    if isinstance(value, str) and "$" in value:
        whole = (value,) if value.startswith("$") else ()
        for text in chain(whole, EMBEDDED.findall(value)):
            yield Expression(text, path)

"""A text in a link or callback that looks like a runtime expression and is none."""

import re
from collections.abc import Iterator
from itertools import chain

from api_schema.validation.grammar import CALLBACK, LINK
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.runtime_expressions import (
    expressions_in_callback,
    expressions_in_link,
)
from api_schema.validation.subject import Subject

EXPRESSION = re.compile(
    r"""
    \$(url | method | statusCode)
    | \$(request | response)\.(
        header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+
        | (query | path)\..*
        | body(\#(/([^/~]|~[01])*)*)?
    )
    """,
    re.VERBOSE | re.DOTALL,
)


def _check(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    found = chain(
        chain.from_iterable(expressions_in_link(*site) for site in outline.all(LINK)),
        chain.from_iterable(expressions_in_callback(*site) for site in outline.all(CALLBACK)),
    )
    for expression, path in found:
        if not EXPRESSION.fullmatch(expression):
            yield Finding(path, f"{expression} is no runtime expression, and stays as it is")


RULE = Rule(
    id="expression-malformed",
    severity=WARNING,
    summary="What starts with $ in a link or callback is an expression (OpenAPI 3.1, 4.8.20.4).",
    remedy="write $request.query.name, $response.body#/pointer, or what else the specification has",
    check=_check,
)

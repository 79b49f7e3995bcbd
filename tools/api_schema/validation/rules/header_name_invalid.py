"""A header whose name no HTTP message can hold."""

import re
from collections.abc import Iterator

from api_schema.validation.grammar import ENCODING, PARAMETER, RESPONSE
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2


def _check(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    for node, path in outline.all(PARAMETER):
        name = node.get("name")
        if node.get("in") == "header" and isinstance(name, str) and not TOKEN.fullmatch(name):
            yield Finding(below(path, "name"), f"{name!r} is no name of a header")
    for node, path in (*outline.all(RESPONSE), *outline.all(ENCODING)):
        headers = node.get("headers")
        for name in headers if isinstance(headers, dict) else ():
            if not TOKEN.fullmatch(name):
                yield Finding(below(path, "headers", name), f"{name!r} is no name of a header")


RULE = Rule(
    id="header-name-invalid",
    severity=ERROR,
    summary="The name of a header is a token of HTTP (RFC 9110, section 5.6.2).",
    remedy="use letters, digits and hyphens",
    check=_check,
)

"""A path template whose braces do not match, or that is no path (OpenAPI 3.2)."""

import re
from collections.abc import Iterator

from api_schema.validation.operations import path_items
from api_schema.validation.path import ROOT, below
from api_schema.validation.path_templates import MalformedTemplate, blanked, names_in
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

# OpenAPI 3.2, section 4.8: characters of RFC 3986 and expressions, and no empty segment
PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{\})+)*/?")
NO_PATH = "a query, a fragment, an empty segment or a character to be percent-encoded"


def _check(subject: Subject) -> Iterator[Finding]:
    has_grammar = subject.outline.version is Version.V32
    for url, _, _ in path_items(subject):
        try:
            names = names_in(url)
        except MalformedTemplate:
            yield Finding(below(ROOT, "paths", url), f"the braces in {url} do not match")
            continue
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Finding(below(ROOT, "paths", url), f"{url} has {{{name}}} more than once")
        if has_grammar and not PATH.fullmatch(blanked(url)):
            yield Finding(below(ROOT, "paths", url), f"{url} has {NO_PATH}")


RULE = Rule(
    id="path-template-malformed",
    severity=ERROR,
    summary="A path template has each parameter once, as a name in braces.",
    remedy="close each brace, and name each parameter once",
    check=_check,
)

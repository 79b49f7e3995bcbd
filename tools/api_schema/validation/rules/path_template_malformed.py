"""A path template whose braces do not match."""

from collections.abc import Iterator

from api_schema.validation.operations import path_items
from api_schema.validation.path import ROOT, below
from api_schema.validation.path_templates import MalformedTemplate, names_in
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for url, _, _ in path_items(subject):
        try:
            names = names_in(url)
        except MalformedTemplate:
            yield Finding(below(ROOT, "paths", url), f"the braces in {url} do not match")
            continue
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Finding(below(ROOT, "paths", url), f"{url} has {{{name}}} more than once")


RULE = Rule(
    id="path-template-malformed",
    severity=ERROR,
    summary="A path template has each parameter once, as a name in braces.",
    remedy="close each brace, and name each parameter once",
    check=_check,
)

"""A path with a query in it, which no request is ever matched with."""

from collections.abc import Iterator

from api_schema.validation.path import ROOT, below
from api_schema.validation.path_templates import blanked
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is Version.V32:
        return  # there path-template-malformed is an error
    paths = subject.outline.document.get("paths")
    for url in paths if isinstance(paths, dict) else ():
        if "?" in url and url.startswith("/") and "?" in blanked(url):
            words = f"{url} has a query, which is no part of a path"
            yield Finding(below(ROOT, "paths", url), words)


RULE = Rule(
    id="path-with-query",
    severity=WARNING,
    summary="A path has no query: the parameters of its operations describe that.",
    remedy="end it before the question mark, and declare the rest as parameters in: query",
    check=_check,
)

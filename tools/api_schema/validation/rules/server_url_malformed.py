"""A server whose URL is no template, or has a part that belongs to the paths (OpenAPI 3.2)."""

from collections import Counter
from collections.abc import Iterator

from api_schema.validation.grammar import SERVER
from api_schema.validation.path import below
from api_schema.validation.path_templates import MalformedTemplate, names_in
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is not Version.V32:
        return  # versions before it do not say so
    for node, path in subject.outline.all(SERVER):
        url = node.get("url")
        for words in _faults(url) if isinstance(url, str) else ():
            yield Finding(below(path, "url"), words)


def _faults(url: str) -> Iterator[str]:
    try:
        names = names_in(url)
    except MalformedTemplate:
        yield f"the braces in {url} do not match"
        return
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{url} has {{{name}}} more than once"
    for mark, part in (("?", "query"), ("#", "fragment")):
        if mark in url:
            yield f"{url} has a {part}"


RULE = Rule(
    id="server-url-malformed",
    severity=ERROR,
    summary="A server's URL has each variable once, no query and no fragment (OpenAPI 3.2, 4.6).",
    remedy="close each brace, name each variable once, and describe a query by parameters",
    check=_check,
)

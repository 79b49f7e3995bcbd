"""A header that the specification says is ignored, since other fields describe it."""

from collections.abc import Iterator

from api_schema.validation.grammar import ENCODING, PARAMETER, RESPONSE
from api_schema.validation.path import below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

SAID_BY = {
    "accept": "the content of the responses",
    "content-type": "the content of the body",
    "authorization": "the security schemes",
}
TYPE_SAID_BY = {
    RESPONSE: "the content of the response",
    ENCODING: "the contentType beside the headers",
}


def _check(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    if outline.version is Version.V20:
        return  # it has no such sentence
    for node, path in outline.all(PARAMETER):
        name = str(node.get("name"))
        if node.get("in") == "header" and (said_by := SAID_BY.get(name.lower())):
            yield Finding(below(path, "name"), f"{name} is ignored: it is said by {said_by}")
    for kind, said_by in TYPE_SAID_BY.items():
        for node, path in outline.all(kind):
            headers = node.get("headers")
            for name in headers if isinstance(headers, dict) else ():
                if name.lower() == "content-type":
                    words = f"{name} is ignored: it is said by {said_by}"
                    yield Finding(below(path, "headers", name), words)


RULE = Rule(
    id="header-ignored",
    severity=WARNING,
    summary="No header is described that other fields describe (OpenAPI 3.1, 4.8.12 and 4.8.17).",
    remedy="describe it there, and leave it out here",
    check=_check,
)

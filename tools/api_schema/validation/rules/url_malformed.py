"""An address for readers or clients that is no URL."""

import re
from collections.abc import Iterator

from api_schema.validation.grammar import OPERATION, SECURITY_SCHEME
from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject

# Characters of RFC 3986; letters of all languages pass, as browsers take them.
PLAIN = r'[^\x00-\x20\x7f"<>\\^`{|}%]*'
URL = re.compile(f"{PLAIN}(?:%[0-9A-Fa-f]{{2}}{PLAIN})*")
DOCS = "externalDocs"
OF_INFO = {"contact": "url", "license": "url"}
OF_FLOWS = ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl")


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path, field in _addresses(subject):
        text = node.get(field) if isinstance(node, dict) else None
        if isinstance(text, str) and not (text and URL.fullmatch(text)):
            yield Finding(below(path, field), f"{text!r} is no URL")


def _addresses(subject: Subject) -> Iterator[tuple[object, Path, str]]:
    """Yield each object that has an address, where it is, and the field."""
    document = subject.outline.document
    info, tags, here = document.get("info"), document.get("tags"), below(ROOT, "info")
    if isinstance(info, dict):
        yield info, here, "termsOfService"
        for name, field in OF_INFO.items():
            yield info.get(name), below(here, name), field
    yield document.get(DOCS), below(ROOT, DOCS), "url"
    for index, tag in enumerate(tags if isinstance(tags, list) else ()):
        if isinstance(tag, dict):
            yield tag.get(DOCS), below(ROOT, "tags", index, DOCS), "url"
    for node, path in subject.outline.all(OPERATION):
        if DOCS in node:
            yield node[DOCS], (path, DOCS), "url"
    yield from _of_security(subject)


def _of_security(subject: Subject) -> Iterator[tuple[object, Path, str]]:
    for scheme, path in subject.outline.all(SECURITY_SCHEME):
        yield scheme, path, "openIdConnectUrl"
        flows = scheme.get("flows")
        named = flows.items() if isinstance(flows, dict) else ()
        for flow, there in ((scheme, path), *((f, below(path, "flows", n)) for n, f in named)):
            for field in OF_FLOWS:
                yield flow, there, field


RULE = Rule(
    id="url-malformed",
    severity=ERROR,
    summary="Where the specification wants a URL there is one.",
    remedy="write it as a browser takes it, spaces as %20",
    check=_check,
)

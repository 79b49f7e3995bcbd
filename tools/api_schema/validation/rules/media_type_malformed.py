"""A media type that is none, such as ``json``."""

import re
from collections.abc import Iterator
from itertools import chain

from api_schema.validation.grammar import (
    HEADER,
    OPERATION,
    PARAMETER,
    REQUEST_BODY,
    RESPONSE,
    is_extension,
)
from api_schema.validation.path import ROOT, Key, Path, below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

FULL = re.compile(r"[^\s/;,]+/[^\s/;,]+\s*(;.*)?", re.DOTALL)
WITH_CONTENT = (REQUEST_BODY, RESPONSE, PARAMETER, HEADER)
LISTS = ("consumes", "produces")


def _check(subject: Subject) -> Iterator[Finding]:
    named = _listed if subject.outline.version is Version.V20 else _in_contents
    known: set[str] = set()  # nearly all are the same few
    for name, path, keys in named(subject):
        if name in known:
            continue
        if FULL.fullmatch(name) or is_extension(name):
            known.add(name)
        else:
            yield Finding(below(path, *keys), f"{name!r} is no media type")


def _in_contents(subject: Subject) -> Iterator[tuple[str, Path, tuple[Key, ...]]]:
    for node, path in chain.from_iterable(map(subject.outline.all, WITH_CONTENT)):
        content = node.get("content")
        for name in content if isinstance(content, dict) else ():
            yield name, path, ("content", name)


def _listed(subject: Subject) -> Iterator[tuple[str, Path, tuple[Key, ...]]]:
    for node, path in ((subject.outline.document, ROOT), *subject.outline.all(OPERATION)):
        for field in LISTS:
            listed = node.get(field)
            for index, name in enumerate(listed if isinstance(listed, list) else ()):
                yield str(name), path, (field, index)


RULE = Rule(
    id="media-type-malformed",
    severity=WARNING,
    summary="A media type has a type and a subtype, such as application/json (RFC 6838).",
    remedy="write it in full",
    check=_check,
)

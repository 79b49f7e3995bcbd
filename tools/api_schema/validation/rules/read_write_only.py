"""A property that is in no message: neither in requests nor in responses."""

from collections.abc import Iterator

from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is Version.V30:  # JSON Schema, from 3.1 on, says nothing of it
        for node, path in subject.outline.having("writeOnly"):
            if node["writeOnly"] is True and node.get("readOnly") is True:
                words = "it is readOnly, too, and so in no request and in no response"
                yield Finding(below(path, "writeOnly"), words)


RULE = Rule(
    id="read-write-only",
    severity=ERROR,
    summary="A property is not both readOnly and writeOnly (OpenAPI 3.0, 4.7.24).",
    remedy="leave one of them out",
    check=_check,
)

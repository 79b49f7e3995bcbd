"""A JSON Schema dialect that is not known here, so that nothing can be said of its schemas.

OpenAPI lets authors have a dialect of their own, so this is no error (3.1, section 4.8.24.7).
"""

from collections.abc import Iterator

from api_schema.validation.dialects import is_known
from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version.has_json_schema:
        for dialect, path in _dialects(subject):
            if not (isinstance(dialect, str) and is_known(dialect)):
                yield Finding(path, f"{dialect!r} is no JSON Schema dialect known here")


def _dialects(subject: Subject) -> Iterator[tuple[object, Path]]:
    document = subject.outline.document
    if "jsonSchemaDialect" in document:
        yield document["jsonSchemaDialect"], below(ROOT, "jsonSchemaDialect")
    for node, path in subject.outline.having("$schema"):
        yield node["$schema"], below(path, "$schema")


RULE = Rule(
    id="dialect-unknown",
    severity=WARNING,
    summary="Schemas are written in a dialect of JSON Schema that is known.",
    remedy="use that of OpenAPI, or a published draft of JSON Schema",
    check=_check,
)

"""A field that says something of queries, where there is no query.

From OpenAPI 3.1 on the official schema refuses it in parameters.
"""

from collections.abc import Iterator

from api_schema.validation.grammar import ENCODING, PARAMETER
from api_schema.validation.path import below, keys_of
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

OF_QUERIES = ("allowReserved", "allowEmptyValue")
MULTIPART = "multipart/"


def _check(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    for node, path in outline.all(PARAMETER) if outline.version is Version.V30 else ():
        if node.get("in") == "query":
            continue
        for field in OF_QUERIES:
            if node.get(field) is True:
                words = f"{field} is ignored: it applies only to parameters in: query"
                yield Finding(below(path, field), words)
    for node, path in outline.all(ENCODING):
        media_type = str(keys_of(path)[-3:][0])
        if node.get("allowReserved") is True and media_type.startswith(MULTIPART):
            words = f"allowReserved has no effect: nothing is percent-encoded in {media_type}"
            yield Finding(below(path, "allowReserved"), words)


RULE = Rule(
    id="query-field-ignored",
    severity=WARNING,
    summary="Only what is sent as a query has allowReserved or allowEmptyValue (3.0, 4.7.12).",
    remedy="leave it out",
    check=_check,
)

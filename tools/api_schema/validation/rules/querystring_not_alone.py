"""A parameter that is the whole query string, beside others of the query."""

from collections.abc import Iterator

from api_schema.validation.operations import operations, parameters
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

WHOLE = "querystring"
OF_QUERY = frozenset({WHOLE, "query"})


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version is not Version.V32:
        return  # there is none before
    for operation in operations(subject):
        own = parameters(subject, operation.node, operation.path)
        listed = (*parameters(subject, operation.item, operation.item_path), *own)
        found = [(str(node.get("in")), path) for node, path in listed]
        of_query = [(place, path) for place, path in found if place in OF_QUERY]
        if len(of_query) > 1 and WHOLE in dict(of_query):
            yield Finding(of_query[-1][1], "another parameter is the whole query string already")


RULE = Rule(
    id="querystring-not-alone",
    severity=ERROR,
    summary="Beside a parameter in: querystring there is none in: query (OpenAPI 3.2).",
    remedy="describe it inside of the query string's content",
    check=_check,
)

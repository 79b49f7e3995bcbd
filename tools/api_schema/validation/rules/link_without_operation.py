"""A link to an operation that is not there."""

from collections.abc import Iterator

from api_schema.validation.grammar import LINK, OPERATION
from api_schema.validation.path import below
from api_schema.validation.resolving import Unresolved
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    links = outline.all(LINK)
    known = {str(node.get("operationId")) for node, _ in outline.all(OPERATION)} if links else set()
    for node, path in links:
        name = node.get("operationId")
        if isinstance(name, str) and name not in known:
            yield Finding(below(path, "operationId"), f"no operation has the operationId {name!r}")
        reference = node.get("operationRef")
        if isinstance(reference, str) and reference.startswith("#"):
            try:
                kind = subject.resolver.resolve(reference, path).kind
            except Unresolved:
                kind = None
            if kind != OPERATION:
                yield Finding(below(path, "operationRef"), f"{reference} leads to no operation")


RULE = Rule(
    id="link-without-operation",
    severity=ERROR,
    summary="A link leads to an operation of the document.",
    remedy="name the operationId of an operation that is there",
    check=_check,
)

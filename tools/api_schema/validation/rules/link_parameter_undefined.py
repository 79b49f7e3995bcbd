"""A link that passes a parameter on which the operation it leads to does not have."""

from collections.abc import Iterator
from contextlib import suppress

from api_schema.validation.grammar import LINK, Json
from api_schema.validation.operation import Operation
from api_schema.validation.operations import operations, parameters
from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.resolving import Unresolved
from api_schema.validation.rules.rule import WARNING, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    links = [site for site in subject.outline.all(LINK) if site[0].get("parameters")]
    listed = operations(subject) if links else []
    by_name = {str(operation.node.get("operationId")): operation for operation in listed}
    by_path = {operation.path: operation for operation in listed}
    for link, path in links:
        named = by_name.get(str(link.get("operationId")))
        target = named or by_path.get(_referenced(link, path, subject))
        if target is not None:
            yield from _faults(link["parameters"], target, below(path, "parameters"), subject)


def _referenced(link: Json, path: Path, subject: Subject) -> Path:
    """Return where an operationRef into the document leads to; the root if it leads nowhere."""
    reference = link.get("operationRef")
    if isinstance(reference, str) and reference.startswith("#"):
        with suppress(Unresolved):
            return subject.resolver.resolve(reference, path).path
    return ROOT


def _faults(passed: object, target: Operation, path: Path, subject: Subject) -> Iterator[Finding]:
    known = _names(target, subject)
    for name in passed if isinstance(passed, dict) else ():
        if name not in known:
            words = f"{target.method.upper()} {target.url} has no parameter {name}"
            yield Finding(below(path, name), words)


def _names(operation: Operation, subject: Subject) -> set[str]:
    """Return the names of an operation's parameters, each with and without its location."""
    return {
        name
        for node, path in ((operation.node, operation.path), (operation.item, operation.item_path))
        for parameter in parameters(subject, node, path)
        for name in (
            str(parameter.node.get("name")),
            f"{parameter.node.get('in')}.{parameter.node.get('name')}",
        )
    }


RULE = Rule(
    id="link-parameter-undefined",
    severity=WARNING,
    summary="A link passes on only parameters that the operation it leads to has.",
    remedy="mend the name, or declare the parameter there",
    check=_check,
)

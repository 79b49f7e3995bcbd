"""A path parameter that the path template does not name."""

from collections.abc import Iterator

from api_schema.validation.operations import operations, parameters
from api_schema.validation.path import Path
from api_schema.validation.path_templates import MalformedTemplate, names_in
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    seen: set[Path] = set()
    for operation in operations(subject):
        try:
            names = names_in(operation.url)
        except MalformedTemplate:
            continue
        for node, path in (
            (operation.node, operation.path),
            (operation.item, operation.item_path),
        ):
            for parameter, here in parameters(subject, node, path):
                name = parameter.get("name")
                if parameter.get("in") == "path" and name not in names and here not in seen:
                    seen.add(here)
                    yield Finding(here, f"{operation.url} has no {{{name}}}")


RULE = Rule(
    id="path-parameter-not-in-template",
    severity=ERROR,
    summary="Each parameter in: path is named in the path template.",
    remedy="write its name in braces into the path, or remove the parameter",
    check=_check,
)

"""A variable of a server whose default is none of its values."""

from collections.abc import Iterator

from api_schema.validation.grammar import SERVER
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if not subject.outline.version.has_json_schema:
        return  # OpenAPI 3.0 demands it nowhere
    for node, path in subject.outline.all(SERVER):
        variables = node.get("variables")
        for name, variable in variables.items() if isinstance(variables, dict) else ():
            values = variable.get("enum") if isinstance(variable, dict) else None
            if isinstance(values, list) and variable.get("default") not in values:
                words = f"the default of {name} is none of its values"
                yield Finding(below(path, "variables", name, "default"), words)


RULE = Rule(
    id="server-variable-default",
    severity=ERROR,
    summary="The default of a server's variable is one of its enum (OpenAPI 3.1, 4.8.6).",
    remedy="add it to the enum, or choose one that is there",
    check=_check,
)

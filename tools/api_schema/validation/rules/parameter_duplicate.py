"""Two parameters of the same name in the same place."""

from collections.abc import Iterator

from api_schema.validation.grammar import OPERATION, PATH_ITEM
from api_schema.validation.operations import parameters
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    outline = subject.outline
    for node, path in (*outline.all(OPERATION), *outline.all(PATH_ITEM)):
        seen = set()
        for parameter, here in parameters(subject, node, path):
            key = (str(parameter.get("name")), str(parameter.get("in")))
            if key in seen:
                yield Finding(here, f"the {key[1]} parameter {key[0]} is there already")
            seen.add(key)


RULE = Rule(
    id="parameter-duplicate",
    severity=ERROR,
    summary="A list of parameters has each name once in each location.",
    remedy="remove one of the two",
    check=_check,
)

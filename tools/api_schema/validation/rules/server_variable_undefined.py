"""A server whose URL has a variable that it does not define."""

import re
from collections.abc import Iterator

from api_schema.validation.grammar import SERVER
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject

VARIABLE = re.compile(r"\{([^{}]+)\}")


def _check(subject: Subject) -> Iterator[Finding]:
    for node, path in subject.outline.all(SERVER):
        url, variables = node.get("url"), node.get("variables")
        for name in VARIABLE.findall(url) if isinstance(url, str) else ():
            if name not in (variables if isinstance(variables, dict) else {}):
                yield Finding(below(path, "url"), f"the variable {name} is not defined")


RULE = Rule(
    id="server-variable-undefined",
    severity=ERROR,
    summary="Each variable in a server's URL is defined under its variables.",
    remedy="define it with a default under the server's variables",
    check=_check,
)

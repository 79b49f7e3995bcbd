"""A security requirement that asks for a scope which no flow of its OAuth scheme declares."""

from collections.abc import Iterator

from api_schema.validation.grammar import Json
from api_schema.validation.path import below
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.security import requirements, schemes_of
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    schemes = schemes_of(subject)
    for name, wanted, path in requirements(subject):
        scheme = schemes.get(name)
        if scheme is None or scheme.get("type") != "oauth2" or not isinstance(wanted, list):
            continue
        declared = _scopes_of(scheme)
        for index, scope in enumerate(wanted):
            if str(scope) not in declared:
                yield Finding(below(path, index), f"{name} declares no scope {scope!r}")


def _scopes_of(scheme: Json) -> set[str]:
    flows = scheme.get("flows")
    holders = [scheme, *(flows.values() if isinstance(flows, dict) else ())]
    scopes = [holder.get("scopes") for holder in holders if isinstance(holder, dict)]
    return {name for group in scopes if isinstance(group, dict) for name in group}


RULE = Rule(
    id="scope-undeclared",
    severity=ERROR,
    summary="Each scope that an operation requires is declared by a flow of its OAuth scheme.",
    remedy="declare the scope in the scheme's flows, or require one that is there",
    check=_check,
)

"""Scopes that are required of a security scheme that has none."""

from collections.abc import Iterator

from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.security import requirements, schemes_of
from api_schema.validation.subject import Subject

WITHOUT_SCOPES = frozenset({"apiKey", "basic", "http"})


def _check(subject: Subject) -> Iterator[Finding]:
    if subject.outline.version.has_json_schema:
        return  # from OpenAPI 3.1 on they are roles
    schemes = schemes_of(subject)
    for name, wanted, path in requirements(subject):
        kind = str(schemes.get(name, {}).get("type"))
        if isinstance(wanted, list) and wanted and kind in WITHOUT_SCOPES:
            yield Finding(path, f"{name} is of type {kind}, which has no scopes")


RULE = Rule(
    id="scopes-needless",
    severity=ERROR,
    summary="Up to OpenAPI 3.0 only OAuth and OpenID Connect have scopes (3.0, 4.7.30).",
    remedy="leave the list empty",
    check=_check,
)

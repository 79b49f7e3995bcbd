"""A security requirement that names no security scheme of the document."""

from collections.abc import Iterator

from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.security import requirements, schemes_of
from api_schema.validation.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    schemes = schemes_of(subject)
    for name, _, path in requirements(subject):
        if name not in schemes and "/" not in name:  # 3.2 allows the address of a scheme
            yield Finding(path, f"there is no security scheme {name!r}")


RULE = Rule(
    id="security-scheme-undefined",
    severity=ERROR,
    summary="Each security requirement names a security scheme of the document.",
    remedy="define the scheme under components/securitySchemes (2.0: securityDefinitions)",
    check=_check,
)

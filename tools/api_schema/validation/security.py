"""The security requirements of a document, and the schemes that they name."""

from collections.abc import Iterator

from api_schema.validation.grammar import DOCUMENT, OPERATION, Json
from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version


def schemes_of(subject: Subject) -> dict[str, Json]:
    """Return each security scheme by name, with references followed."""
    document, here = subject.outline.document, below(ROOT, "securityDefinitions")
    schemes = document.get("securityDefinitions")
    if subject.outline.version is not Version.V20:
        components, here = document.get("components"), below(ROOT, "components", "securitySchemes")
        schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    found = {
        name: subject.resolved(scheme, below(here, name)).node
        for name, scheme in (schemes.items() if isinstance(schemes, dict) else ())
    }
    return {name: scheme if isinstance(scheme, dict) else {} for name, scheme in found.items()}


def requirements(subject: Subject) -> Iterator[tuple[str, object, Path]]:
    """Yield each scheme that a requirement names, what it wants of it, and where."""
    outline = subject.outline
    for node, path in (*outline.all(DOCUMENT), *outline.all(OPERATION)):
        listed = node.get("security")
        for index, requirement in enumerate(listed if isinstance(listed, list) else ()):
            for name, scopes in requirement.items() if isinstance(requirement, dict) else ():
                yield name, scopes, below(path, "security", index, name)

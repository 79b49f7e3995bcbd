"""Which components the rest of a document needs, directly or through others."""

from collections.abc import Iterator
from urllib.parse import unquote

from api_schema.editing.operations import Node
from api_schema.validation.path import unescaped

COMPONENTS = "components"
DEPTH = 4  # "#", "components", the group, the name


def without_unneeded(document: Node, before: Node) -> Node:
    """Return a document without the components that were needed before, and are not any more."""
    gone = needed_components(before) - needed_components(document)
    components = document.get(COMPONENTS)
    if not (gone and isinstance(components, dict)):
        return document
    kept: Node = {}
    for group, shared in components.items():
        left = shared
        if isinstance(shared, dict):
            left = {name: each for name, each in shared.items() if (group, name) not in gone}
        if left or not shared:
            kept[group] = left
    rest = {name: value for name, value in document.items() if name != COMPONENTS}
    return {**document, COMPONENTS: kept} if kept else rest


def needed_components(document: Node) -> set[tuple[str, str]]:
    """Return group and name of each component that something outside of the components needs."""
    needed: set[tuple[str, str]] = set()
    waiting: list[object] = [value for name, value in document.items() if name != COMPONENTS]
    waiting.append({"security": document.get("security")})
    while waiting:
        for group, name in mentioned_in(waiting.pop()):
            if (group, name) not in needed:
                needed.add((group, name))
                waiting.append(component(document, group, name))
    return needed


def component(document: Node, group: str, name: str) -> object:
    """Return a component; None if there is none."""
    components = document.get(COMPONENTS)
    shared = components.get(group) if isinstance(components, dict) else None
    return shared.get(name) if isinstance(shared, dict) else None


def mentioned_in(node: object) -> Iterator[tuple[str, str]]:
    """Yield the components that an object mentions, at any depth."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            waiting.extend(here.values())
            yield from _referred_to(here.get("$ref"))
            yield from _mapped(here.get("discriminator"))
            yield from _demanded(here.get("security"))


def _referred_to(target: object) -> Iterator[tuple[str, str]]:
    parts = unquote(target).split("/") if isinstance(target, str) else []
    if parts[:2] == ["#", COMPONENTS] and len(parts) >= DEPTH:
        yield parts[2], unescaped(parts[3])


def _mapped(discriminator: object) -> Iterator[tuple[str, str]]:
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    for value in mapping.values() if isinstance(mapping, dict) else ():
        yield from _referred_to(value)
        if isinstance(value, str):
            yield "schemas", value  # a name is allowed, too


def _demanded(security: object) -> Iterator[tuple[str, str]]:
    for requirement in security if isinstance(security, list) else ():
        if isinstance(requirement, dict):
            yield from (("securitySchemes", name) for name in requirement)

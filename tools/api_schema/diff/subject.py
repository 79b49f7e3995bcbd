"""What a change is about: an operation, a schema or another component, or the document."""

from dataclasses import dataclass

from api_schema.diff.change import Change

COMPONENTS = {
    "schemas": "schema",
    "responses": "response",
    "parameters": "parameter",
    "examples": "example",
    "requestBodies": "request body",
    "headers": "header",
    "securitySchemes": "security scheme",
    "links": "link",
    "callbacks": "callback",
    "pathItems": "path item",
}
ITEMS = {"paths": "", "webhooks": "webhook "}
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a change is about.

    Attributes:
        noun: ``operation``, ``path``, ``schema`` and other components, ``document``.
        title: Its name, such as ``GET /orders``.
        rest: The way from there to the change; empty if all of it was added or removed.
    """

    noun: str
    title: str
    rest: tuple[str, ...]


def subject_of(change: Change) -> Subject:
    """Return what a change is about."""
    words = change.words
    if words and words[0] in ITEMS and len(words) > 1:
        return _item(words)
    if len(words) > 2 and words[0] == "components" and words[1] in COMPONENTS:  # noqa: PLR2004 - and a name
        noun = COMPONENTS[words[1]]
        return Subject(noun=noun, title=f"{noun} {words[2]}", rest=words[3:])
    if len(words) > 1 and words[0] == "definitions":
        return Subject(noun="schema", title=f"schema {words[1]}", rest=words[2:])
    return Subject(noun="document", title="the document", rest=words)


def _item(words: tuple[str, ...]) -> Subject:
    group, name, *rest = words
    title = f"{ITEMS[group]}{name}"
    if rest and rest[0] in METHODS:
        return Subject(noun="operation", title=f"{rest[0].upper()} {title}", rest=tuple(rest[1:]))
    return Subject(noun="path", title=title, rest=tuple(rest))

"""Say something else about the whole API than its backend does."""

from dataclasses import dataclass

from api_schema.editing.operations import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What to say instead; empty for what the backend says.

    Attributes:
        title: The API's title.
        version: The API's version.
        servers: The addresses that it is found at.
    """

    title: str = ""
    version: str = ""
    servers: tuple[str, ...] = ()


def overridden(document: Node, overrides: Overrides) -> Node:
    """Return a document that says these things."""
    info = document.get("info")
    words = {"title": overrides.title, "version": overrides.version}
    said = {name: text for name, text in words.items() if text}
    if said:
        document = {**document, "info": {**(info if isinstance(info, dict) else {}), **said}}
    if overrides.servers:
        document = {**document, "servers": [{"url": url} for url in overrides.servers]}
    return document

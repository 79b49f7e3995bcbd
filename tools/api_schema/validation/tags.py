"""The tags that a document declares."""

from collections.abc import Iterator

from api_schema.validation.path import ROOT, Path, below
from api_schema.validation.subject import Subject


def tags(subject: Subject) -> Iterator[tuple[str, str | None, Path]]:
    """Yield each tag's name, its parent's name, and where it is."""
    listed = subject.outline.document.get("tags")
    for index, tag in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(tag, dict) and isinstance(tag.get("name"), str):
            parent = tag.get("parent")
            name = parent if isinstance(parent, str) else None
            yield tag["name"], name, below(ROOT, "tags", index)

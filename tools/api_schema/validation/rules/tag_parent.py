"""A tag whose parent is not there, or is the tag itself by a detour (OpenAPI 3.2)."""

from collections.abc import Iterator

from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.tags import tags


def _check(subject: Subject) -> Iterator[Finding]:
    listed = list(tags(subject))
    parents = {name: parent for name, parent, _ in listed}
    for name, parent, path in listed:
        if parent is not None and parent not in parents:
            yield Finding(path, f"the tag {name!r} has the parent {parent!r}, which is no tag")
        elif _leads_back(name, parents):
            yield Finding(path, f"the tag {name!r} is among its own parents")


def _leads_back(name: str, parents: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    above = parents.get(name)
    while above is not None and above not in seen:
        if above == name:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


RULE = Rule(
    id="tag-parent",
    severity=ERROR,
    summary="A tag's parent is a tag, and not the tag itself.",
    remedy="declare the parent, or break the circle",
    check=_check,
)

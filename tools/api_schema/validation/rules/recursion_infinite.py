"""A schema that no finite value fits, because it requires itself."""

from collections.abc import Iterator

from api_schema.validation.grammar import Json
from api_schema.validation.path import Path, below, pointer_of
from api_schema.validation.rules.rule import ERROR, Finding, Rule
from api_schema.validation.subject import Subject
from api_schema.validation.version import Version

Places = list[tuple[object, Path]]
DEMANDING = frozenset({"$ref", "allOf", "required"})


def _check(subject: Subject) -> Iterator[Finding]:
    seen: dict[Path, bool] = {}
    outline = subject.outline
    for node, path in (*outline.having("required"), *outline.having("allOf")):
        for start, last in _circles(subject, node, path, seen):
            yield Finding(start, f"it requires itself, by way of {pointer_of(last)}")


def _circles(
    subject: Subject, node: object, path: Path, seen: dict[Path, bool]
) -> Iterator[tuple[Path, Path]]:
    """Go through all that a schema requires, and yield the ends of each circle on the way.

    What was seen before is left out, so that all schemas together are visited once; of what was
    seen it is known whether it is on the way to here.
    """
    if path in seen:
        return
    seen[path] = True
    way = [(path, iter(_demanded(subject, node, path)))]
    while way:
        here, rest = way[-1]
        for found, there in rest:
            is_on_the_way = seen.get(there)
            if is_on_the_way:
                yield there, here
            elif is_on_the_way is None:
                seen[there] = True
                way.append((there, iter(_demanded(subject, found, there))))
                break
        else:
            seen[here] = False
            way.pop()


def _demanded(subject: Subject, node: object, path: Path) -> Places:
    """Return the schemas that every value of this one has a value of inside, or is one of."""
    if not isinstance(node, dict) or _allows_more(node, subject.outline.version):
        return []
    places: Places = []
    if isinstance(node.get("$ref"), str):
        target = subject.resolved(node, path)
        places.append((target.node, target.path))
    parts = node.get("allOf")
    for index, part in enumerate(parts if isinstance(parts, list) else ()):
        places.append((part, below(path, "allOf", index)))
    properties, required = node.get("properties"), node.get("required")
    if isinstance(properties, dict) and isinstance(required, list):
        names = [name for name in required if isinstance(name, str) and name in properties]
        here = below(path, "properties")
        places += [(properties[n], (here, n)) for n in names if _may_demand(properties[n])]
    return places


def _may_demand(node: object) -> bool:
    return isinstance(node, dict) and not DEMANDING.isdisjoint(node)


def _allows_more(node: Json, version: Version) -> bool:
    """Tell whether a value may be something else than an object, and so hold nothing."""
    if node.get("nullable") is True and version.has_nullable:
        return True
    return "properties" in node and node.get("type") not in ("object", None)


RULE = Rule(
    id="recursion-infinite",
    severity=ERROR,
    summary="A schema does not require a value of itself inside each of its values.",
    remedy="make a property on the way optional or nullable",
    check=_check,
)

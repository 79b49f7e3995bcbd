"""Convert a document to another version of OpenAPI, step by step."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from api_schema.converting.place import Loss, Node, Place, as_object
from api_schema.converting.rewriting import Step, rewritten
from api_schema.converting.to_30 import TO_30
from api_schema.converting.to_31_from_30 import FROM_30
from api_schema.converting.to_31_from_32 import FROM_31, FROM_32
from api_schema.validation.grammar import DOCUMENT
from api_schema.validation.path import ROOT, Path, pointer_of, unescaped
from api_schema.validation.version import Version, version_of
from tool_cli.errors import CheckFailed

STEPS: dict[tuple[Version, Version], tuple[Step, ...]] = {
    (Version.V30, Version.V31): (FROM_30,),
    (Version.V30, Version.V32): (FROM_30, FROM_31),
    (Version.V31, Version.V30): (TO_30,),
    (Version.V31, Version.V32): (FROM_31,),
    (Version.V32, Version.V30): (FROM_32, TO_30),
    (Version.V32, Version.V31): (FROM_32,),
}
VERSIONS = tuple(str(version) for version in Version if version is not Version.V20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A document in another version.

    Attributes:
        document: The document.
        losses: What it could not carry over.
    """

    document: Node
    losses: tuple[Loss, ...] = ()


def converted(document: Node, wanted: str) -> Converted:
    """Return a document in a version; one that has it already is returned as it is.

    Raises:
        CheckFailed: The document's own version is unknown, or Swagger 2.0.
    """
    version = version_of(document)
    if version is None or version is Version.V20:
        found = document.get("openapi") or document.get("swagger")
        raise CheckFailed(
            f"a document of version {found} cannot be converted to OpenAPI {wanted}",
            "it can be from 3.0, 3.1 and 3.2",
        )
    steps = STEPS.get((version, Version(wanted)), ())
    if not steps:
        return Converted(document=document)
    losses: list[Loss] = []
    new = document
    for step in steps:
        new = _after(step, new, losses)
    were_broken = {target for _, target in broken_references(document)}
    losses += [
        Loss(pointer=pointer, message=f"{target} is not there any more")
        for pointer, target in broken_references(new)
        if target not in were_broken
    ]
    return Converted(document=new, losses=tuple(dict.fromkeys(losses)))


def _after(step: Step, document: Node, losses: list[Loss]) -> Node:
    place = Place(document, losses=losses)
    new = as_object(rewritten(document, DOCUMENT, place, step))
    if place.anchors:
        new = as_object(_redirected(new, place.anchors))
    return _with_moved(new, place.moved) if place.moved else new


def _with_moved(document: Node, moved: dict[str, object]) -> Node:
    """Return a document with schemas that had to leave their place among the components."""
    components = as_object(document.get("components"))
    schemas = dict(as_object(components.get("schemas")))
    places: dict[str, str] = {}
    for pointer, schema in moved.items():
        name = _free_name(pointer, schemas)
        schemas[name] = schema
        places[pointer] = f"#/components/schemas/{name}"
    new = {**document, "components": {**components, "schemas": schemas}}
    return as_object(_redirected(new, places))


def _free_name(pointer: str, taken: Node) -> str:
    parts = [
        part for part in pointer.split("/") if part not in {"#", "components", "schemas", "$defs"}
    ]
    name = re.sub(r"[^A-Za-z0-9._-]", "-", "_".join(parts))
    while name in taken:
        name += "_"
    return name


def _redirected(node: object, places: dict[str, str]) -> object:
    if isinstance(node, list):
        return [_redirected(each, places) for each in node]
    if not isinstance(node, dict):
        return node
    new = {key: _redirected(value, places) for key, value in node.items()}
    target = node.get("$ref")
    if isinstance(target, str):
        pointer = unquote(target)
        for old, place in places.items():
            if f"{pointer}/".startswith(f"{old}/"):
                new["$ref"] = place + pointer[len(old) :]
    return new


def broken_references(document: Node) -> list[tuple[str, str]]:
    """Return the place and text of each reference within the document that leads nowhere."""
    leads: dict[str, bool] = {}
    broken: list[tuple[str, str]] = []
    waiting: list[tuple[object, Path]] = [(document, ROOT)]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, dict):
            target = node.get("$ref")
            if isinstance(target, str) and target.startswith("#/"):
                if target not in leads:
                    leads[target] = _leads(document, target)
                if not leads[target]:
                    broken.append((pointer_of(path), target))
            waiting += [(each, (path, key)) for key, each in node.items()]
        elif isinstance(node, list):
            waiting += [(each, (path, index)) for index, each in enumerate(node)]
    return broken


def _leads(document: Node, target: str) -> bool:
    node: object = document
    for part in unquote(target).split("/")[1:]:
        key = unescaped(part)
        if isinstance(node, list) and key.isdigit() and int(key) < len(node):
            node = node[int(key)]
        elif isinstance(node, dict) and key in node:
            node = node[key]
        else:
            return False
    return True

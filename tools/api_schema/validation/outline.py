"""A document walked once: which objects it has, of which kind, and where.

Rules ask the outline instead of walking themselves, so a large document costs one walk however
many rules there are.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from api_schema.validation.grammar import (
    ANY_NAME,
    DOCUMENT,
    LIST,
    MAP,
    ONE,
    PATH_ITEM,
    SCHEMA,
    SWAGGER_LIKE_SCHEMAS,
    Json,
    is_extension,
)
from api_schema.validation.path import ROOT, Path
from api_schema.validation.version import Version

KEYWORDS = frozenset(
    {
        "$anchor",
        "$dynamicAnchor",
        "$id",
        "$schema",
        "allOf",
        "default",
        "discriminator",
        "enum",
        "example",
        "examples",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "nullable",
        "pattern",
        "patternProperties",
        "required",
    }
)


class Site(NamedTuple):
    """An object and the path to it."""

    node: Json
    path: Path


class Reference(NamedTuple):
    """A ``$ref``: what it says, what has to be there, and where it stands."""

    text: str
    kind: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a walk over a document found.

    Attributes:
        version: The version that the document follows.
        document: The document itself.
        references: Every reference, in no particular order.
        fragments: What references lead to and the specification puts nowhere: the object, the kind
            that it is used as, and where it is.
    """

    version: Version
    document: Json
    references: list[Reference] = field(default_factory=list)
    fragments: list[tuple[object, str, Path]] = field(default_factory=list)
    _sites: defaultdict[tuple[str, str], list[Site]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def all(self, kind: str) -> list[Site]:
        """Return every object of a kind, except for schemas, which are too many."""
        return self._sites.get((kind, ""), [])

    def having(self, keyword: str) -> list[Site]:
        """Return every schema with one of the watched keywords."""
        return self._sites.get((SCHEMA, keyword), [])

    def walk(self, node: object, kind: str = DOCUMENT, path: Path = ROOT) -> None:
        """Note everything at and below a node of a kind."""
        waiting: list[tuple[object, str, Path]] = [(node, kind, path)]
        while waiting:
            here, kind, path = waiting.pop()
            if isinstance(here, dict) and not self._is_reference(here, kind, path):
                self._note(here, kind, path)
                waiting.extend(self._children(here, kind, path))

    def _is_reference(self, node: Json, kind: str, path: Path) -> bool:
        """Note a reference, and tell whether there is nothing else to an object."""
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return False
        self.references.append(Reference(reference, kind, path))
        return not (kind == PATH_ITEM or (kind == SCHEMA and self.version.has_json_schema))

    def _note(self, node: Json, kind: str, path: Path) -> None:
        site = Site(node, path)
        if kind != SCHEMA:
            self._sites[kind, ""].append(site)
        if kind == SCHEMA or (self.version is Version.V20 and kind in SWAGGER_LIKE_SCHEMAS):
            for keyword in node.keys() & KEYWORDS:
                self._sites[SCHEMA, keyword].append(site)

    def _children(self, node: Json, kind: str, path: Path) -> list[tuple[object, str, Path]]:
        found: list[tuple[object, str, Path]] = []
        fields = self.version.grammar[kind]
        if ANY_NAME in fields:
            below = fields[ANY_NAME][1]
            return [(v, below, (path, k)) for k, v in node.items() if not is_extension(k)]
        for name in node.keys() & fields.keys():
            shape, below = fields[name]
            value = node[name]
            here = (path, name)
            if shape == ONE:
                found.append((value, below, here))
            elif shape == MAP and isinstance(value, dict):
                found += [(v, below, (here, k)) for k, v in value.items()]
            elif shape == LIST and isinstance(value, list):
                found += [(v, below, (here, i)) for i, v in enumerate(value)]
        return found

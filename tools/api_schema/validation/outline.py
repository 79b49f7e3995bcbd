"""A document walked once: which objects it has, of which kind, and where.

Rules ask the outline instead of walking themselves, so a large document costs one walk however
many rules there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

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
from api_schema.validation.path import ROOT, Key, Path
from api_schema.validation.version import Version

KEYWORDS = (
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
    "writeOnly",
)


Site: TypeAlias = tuple[Json, Path]
"""An object and the path to it: a plain tuple, which a large document has ten thousands of."""


class Reference(NamedTuple):
    """A ``$ref``: what it says, what has to be there, and where it stands."""

    text: str
    kind: str
    path: Path


@dataclass(slots=True, eq=False, kw_only=True)
class _Plan:
    """What a walk does at an object of a kind.

    Attributes:
        kind: The kind.
        ends_at_reference: Whether there is nothing else to an object with a ``$ref``.
        sites: Where the object is noted; None for schemas, which are too many.
        fields: Where an object with a field is noted, if anywhere, and what its value holds.
        others: The plan for every field, whatever its name.
        is_noted: Whether it is noted, whatever it holds.
        wanted: The fields without one of which an object is passed over.
    """

    kind: str
    ends_at_reference: bool
    sites: list[Site] | None
    fields: "dict[str, tuple[list[Site] | None, str, _Plan | None]]" = field(default_factory=dict)
    others: "_Plan | None" = None
    is_noted: bool
    wanted: frozenset[str] = frozenset()


_Waiting: TypeAlias = list[tuple[Json, _Plan, Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a walk over a document found.

    Attributes:
        version: The version that the document follows.
        document: The document itself.
        references: Every reference, in no particular order.
        extended_references: Objects with a reference and more fields, which are ignored there.
        fragments: What references lead to and the specification puts nowhere: the object, the kind
            that it is used as, and where it is.
    """

    version: Version
    document: Json
    references: list[Reference] = field(default_factory=list)
    extended_references: list[Site] = field(default_factory=list)
    fragments: list[tuple[object, str, Path]] = field(default_factory=list)
    _sites: defaultdict[tuple[str, str], list[Site]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _plans: dict[str, "_Plan"] = field(default_factory=dict)

    def all(self, kind: str) -> list[Site]:
        """Return every object of a kind, except for schemas, which are too many."""
        return self._sites.get((kind, ""), [])

    def having(self, keyword: str) -> list[Site]:
        """Return every schema with one of the watched keywords."""
        return self._sites.get((SCHEMA, keyword), [])

    def walk(self, node: object, kind: str = DOCUMENT, path: Path = ROOT) -> None:
        """Note everything at and below a node of a kind."""
        waiting: _Waiting = []
        _add(waiting, node, self._plan_for(kind), path)
        while waiting:
            here, plan, path = waiting.pop()
            if not ("$ref" in here and self._is_reference(here, plan, path)):
                _visit(here, plan, path, waiting)

    def _is_reference(self, node: Json, plan: _Plan, path: Path) -> bool:
        """Note a reference, and tell whether there is nothing else to an object."""
        reference = node["$ref"]
        if not isinstance(reference, str):
            return False
        self.references.append(Reference(reference, plan.kind, path))
        if plan.ends_at_reference and len(node) > 1:
            self.extended_references.append((node, path))
        return plan.ends_at_reference

    def _plan_for(self, kind: str) -> _Plan:
        """Return the plan for a kind, made of its row in the grammar when it is first needed."""
        if kind in self._plans:
            return self._plans[kind]
        goes_on = kind == PATH_ITEM or (kind == SCHEMA and self.version.has_json_schema)
        sites = None if kind == SCHEMA else self._sites[kind, ""]
        plan = self._plans[kind] = _Plan(
            kind=kind, ends_at_reference=not goes_on, sites=sites, is_noted=sites is not None
        )
        for name, (shape, below) in self.version.grammar[kind].items():
            plan.fields[name] = None, shape, self._plan_for(below)
        for name in KEYWORDS if self._has_keywords(kind) else ():
            _, shape, plan_below = plan.fields.get(name, (None, "", None))
            plan.fields[name] = self._sites[SCHEMA, name], shape, plan_below
        if ANY_NAME in plan.fields:
            _, _, plan.others = plan.fields.pop(ANY_NAME)
        plan.wanted = frozenset({"$ref", *plan.fields})
        return plan

    def _has_keywords(self, kind: str) -> bool:
        return kind == SCHEMA or (self.version is Version.V20 and kind in SWAGGER_LIKE_SCHEMAS)


def _visit(node: Json, plan: _Plan, path: Path, waiting: _Waiting) -> None:
    """Note an object, and let what it holds wait for its turn."""
    site = node, path
    if plan.sites is not None:
        plan.sites.append(site)
    if plan.others is not None:
        named = {name: value for name, value in node.items() if not is_extension(name)}
        _add_members(waiting, named, MAP, plan.others, path)
    fields = plan.fields
    for name in node:
        if name in fields:
            sites, shape, below = fields[name]
            if sites is not None:
                sites.append(site)
            if below is None:
                continue
            if shape == ONE:
                _add(waiting, node[name], below, (path, name))
            else:
                _add_members(waiting, node[name], shape, below, (path, name))


def _add_members(waiting: _Waiting, value: object, shape: str, plan: _Plan, path: Path) -> None:
    members: Iterable[tuple[Key, object]] = ()
    if shape == MAP and isinstance(value, dict):
        members = value.items()
    elif shape == LIST and isinstance(value, list):
        members = enumerate(value)
    passes_over, is_noted = plan.wanted.isdisjoint, plan.is_noted
    for key, node in members:
        if isinstance(node, dict) and (is_noted or not passes_over(node)):
            waiting.append((node, plan, (path, key)))


def _add(waiting: _Waiting, node: object, plan: _Plan, path: Path) -> None:
    """Let an object wait, unless there is nothing to note: most schemas only name a type."""
    if isinstance(node, dict) and (plan.is_noted or not plan.wanted.isdisjoint(node)):
        waiting.append((node, plan, path))

"""Where a rewrite is in the document, and what it could not carry over."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias
from urllib.parse import unquote

from api_schema.validation.path import ROOT, Path, below, keys_of, pointer_of, unescaped

Node: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something that the other version cannot say, or says differently.

    Attributes:
        pointer: The JSON pointer to it in the document before.
        message: What became of it.
    """

    pointer: str
    message: str

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{self.pointer}: {self.message}"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the document that is rewritten.

    Attributes:
        document: The document before.
        path: Where the place is in it.
        losses: All that could not be carried over, in the whole document.
        moved: JSON pointers → what stood there, which has to find another place.
        anchors: References by name → the JSON pointers that they lead to.
        within: The components that stand here in place of references to them.
    """

    document: Node
    path: Path = ROOT
    losses: list[Loss] = field(default_factory=list)
    moved: dict[str, object] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    within: frozenset[Path] = frozenset()

    @property
    def key(self) -> str:
        """The key that holds what is here."""
        return str(self.path[1]) if len(self.path) == 2 else ""  # noqa: PLR2004 - (path, key)

    def below(self, *keys: str | int) -> "Place":
        """Return a place further down."""
        # Written out: a large document has hundreds of thousands of places.
        path = below(self.path, *keys)
        return Place(self.document, path, self.losses, self.moved, self.anchors, self.within)

    def component(self, reference: object, group: str) -> "Place | None":
        """Return the place of the component of a group that a reference names; None for others."""
        start = f"#/components/{group}/"
        if not (isinstance(reference, str) and reference.startswith(start)):
            return None
        path = below(ROOT, "components", group, unescaped(unquote(reference.removeprefix(start))))
        return replace(self, path=path, within=self.within | {path})

    def node(self) -> Node:
        """Return the object that stands here before."""
        node: object = self.document
        for key in keys_of(self.path):
            node = node.get(str(key)) if isinstance(node, dict) else None
        return as_object(node)

    def tell(self, message: str, *keys: str | int) -> None:
        """Tell of something here, or below, that is not carried over."""
        pointer = pointer_of(below(self.path, *keys))
        self.losses.append(Loss(pointer=pointer, message=message))

    def set_aside(self, node: Node, names: frozenset[str], version: str) -> Node:
        """Return an object with fields that a version does not know under ``x-`` names."""
        for name in sorted(node.keys() & names):
            self.tell(f"OpenAPI {version} has no {name} here; it is kept as {aside(name)}", name)
        return {aside(key) if key in names else key: value for key, value in node.items()}


def aside(name: str) -> str:
    """Return the name of an extension that holds what a field of this name held."""
    return f"x-{name.lstrip('$')}"


def as_objects(node: object) -> list[Node]:
    """Return the objects in a list; none if it is no list."""
    return [each for each in node if isinstance(each, dict)] if isinstance(node, list) else []


def as_object(node: object) -> Node:
    """Return an object, an empty one if it is something else."""
    return node if isinstance(node, dict) else {}

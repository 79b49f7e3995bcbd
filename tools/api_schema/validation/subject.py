"""A document as a rule sees it."""

from dataclasses import dataclass, field

from api_schema.validation.operation import Operation, Parameter
from api_schema.validation.outline import Outline, Reference
from api_schema.validation.path import Path
from api_schema.validation.resolving import Resolver, Target, Unresolved
from api_schema.validation.values import Misfit


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A document, what is where in it, and what its references lead to.

    Attributes:
        outline: What is where.
        resolver: Finds what references lead to.
        outcomes: Each reference of the document with its target, or why it has none.
        misfits: Each place in an example or a default that its schema rejects.
        operations: The operations, once a rule has asked for them.
        parameters: The parameters that are listed at a path, once a rule has asked for them.
    """

    outline: Outline
    resolver: Resolver
    outcomes: list[tuple[Reference, Target | Unresolved]] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    parameters: dict[Path, list[Parameter]] = field(default_factory=dict)

    def follow_references(self) -> None:
        """Find the target of each reference.

        What stands where the specification puts nothing, or in another file, is walked as well,
        and the references in there are followed in turn.
        """
        walked: set[Path] = set()
        for reference in self.outline.references:  # it grows meanwhile
            outcome = self._outcome_of(reference)
            self.outcomes.append((reference, outcome))
            if isinstance(outcome, Target) and outcome.kind is None:
                self._walk_on(reference, walked)

    def _outcome_of(self, reference: Reference) -> Target | Unresolved:
        try:
            return self.resolver.resolve(reference.text, reference.path)
        except Unresolved as unresolved:
            return unresolved

    def _walk_on(self, reference: Reference, walked: set[Path]) -> None:
        target = self.resolver.step(reference.text, reference.path)
        if target.path not in walked:
            walked.add(target.path)
            self.outline.fragments.append((target.node, reference.kind, target.path))
            self.outline.walk(target.node, reference.kind, target.path)

    def resolved(self, node: object, path: Path) -> Target:
        """Return an object, or what it refers to; a node of None if that leads nowhere."""
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            try:
                return self.resolver.resolve(node["$ref"], path)
            except Unresolved:
                return Target(None, path, None)
        return Target(node, path, None)

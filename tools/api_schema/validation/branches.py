"""Of the branches of a ``oneOf`` or ``anyOf`` that all fail, find the one that was meant."""

from collections.abc import Iterator

from jsonschema_rs import ValidationError, ValidationErrorKind

COSTS = {"Type": 20, "Required": 4, "Constant": 8, "Enum": 8, "FalseSchema": 20}
DEEPER = 1
OTHERWISE = 3
REFERENCE = 50


def innermost(error: ValidationError) -> Iterator[ValidationError]:
    """Yield the faults of the branch that nearly fits, or the error itself if it has none."""
    branches = [branch for branch in _branches_of(error.kind) if branch]
    if not branches:
        yield error
        return
    level = len(error.instance_path)
    nearest = min(branches, key=lambda branch: _distance(branch, level, error.instance))
    for inner in nearest:
        yield from innermost(inner)


def _branches_of(kind: ValidationErrorKind) -> list[list[ValidationError]]:
    if isinstance(kind, ValidationErrorKind.OneOfNotValid | ValidationErrorKind.AnyOf):
        return kind.context
    return []


def _distance(branch: list[ValidationError], level: int, instance: object) -> int:
    """Return how far a value is from a branch: what fails deeper inside weighs less."""
    return sum(_cost(error, level, instance) for error in branch)


def _cost(error: ValidationError, level: int, instance: object) -> int:
    if len(error.instance_path) > level:
        return DEEPER
    if isinstance(error.kind, ValidationErrorKind.Required) and error.kind.property == "$ref":
        return REFERENCE
    if isinstance(instance, dict) and "$ref" in instance:
        return OTHERWISE * REFERENCE
    return COSTS.get(type(error.kind).__name__, OTHERWISE)

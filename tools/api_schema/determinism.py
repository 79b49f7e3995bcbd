"""Does a backend give the same document each time, and if not, which function is behind that?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from api_schema.conditions import Conditions
from api_schema.differing import Where, operation_at, pointer_to
from api_schema.exporting import export_document
from api_schema.target import Target

SEEDS = ("0", "1", "2")  # three: with two, a set of two has the same order half of the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A place in the document that is not the same each time.

    Attributes:
        pointer: The JSON pointer to it.
        first: What stood there.
        second: What stands there now.
        function: The function behind the operation, with file and line; empty outside of one.
    """

    pointer: str
    first: str
    second: str
    function: str

    def __str__(self) -> str:
        """Return the difference as a line."""
        origin = f", from {self.function}" if self.function else ""
        return f"{self.pointer}: {self.first} or {self.second}{origin}"


def differences_between_runs(target: Target, conditions: Conditions) -> list[Difference]:
    """Export several times with different hash seeds, and return what is not the same.

    Raises:
        InvalidInput: The target names no application.
        BackendFailed: The backend does not import, or does not give its document.
    """
    exports = [
        export_document(
            target,
            replace(
                conditions,
                environment={**conditions.environment, "PYTHONHASHSEED": seed},
                locates=True,
            ),
        )
        for seed in SEEDS
    ]
    first = exports[0]
    for other in exports[1:]:
        if other.document.text != first.document.text:
            before, after = first.document.content(), other.document.content()
            return [
                Difference(
                    pointer=pointer_to(place),
                    first=was,
                    second=now,
                    function=first.report.functions.get(operation_at(place), ""),
                )
                for place, was, now in _differences(before, after, ())
            ]
    return []


def _differences(before: object, after: object, place: Where) -> Iterator[tuple[Where, str, str]]:
    """Yield each place with what stands there; unlike for people, the order of keys counts here."""
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        if list(before) != list(after):
            yield place, f"keys {', '.join(before)}", ", ".join(after)
        for key in before:
            yield from _differences(before[key], after[key], (*place, key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, pair in enumerate(zip(before, after, strict=True)):
            yield from _differences(*pair, (*place, str(index)))
    elif before != after:
        yield place, _shown(before), _shown(after)


def _shown(value: object) -> str:
    text = f"keys {', '.join(value)}" if isinstance(value, dict) else json.dumps(value)
    return text if len(text) <= 80 else f"{text[:80]} …"  # noqa: PLR2004 - the width of a line

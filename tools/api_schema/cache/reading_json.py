"""Read JSON without what the json module imports: its patterns take longer than all of a hit."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from collections.abc import Callable


class Standard:
    """What the scanner asks its decoder for: the choices of json.loads."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float


def json_in(text: str) -> object:
    """Return what a text says in JSON.

    Raises:
        ValueError: It says nothing, or more than one thing.
    """
    if _scan is None:
        from json import loads  # noqa: PLC0415 - only where there is no scanner

        return loads(text)
    try:
        found, end = _scan(text, 0)
    except StopIteration as error:
        raise ValueError("nothing is said") from error
    if end != len(text):
        raise ValueError("more is said")
    return found


def _scanner() -> Callable[[str, int], tuple[object, int]] | None:
    try:
        from _json import make_scanner  # noqa: PLC0415 - CPython's alone

        return make_scanner(Standard)  # type: ignore[arg-type]  # it asks for no more
    except (ImportError, AttributeError):
        return None


_scan = _scanner()

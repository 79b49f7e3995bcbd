"""What a command line says, before it is parsed."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from collections.abc import Sequence


def value_in(arguments: Sequence[str], option: str) -> str | None:
    """Return the value of a long option: the last one, as for the parser; None without it."""
    found = None
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == option:
            found = value if equals else next(iter(arguments[place + 1 :]), "")
    return found
